import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { runCommand, startCommand } from "./run-command.js";
import { addressIn } from "./serving.js";

/** An address that other machines could use, if this one is in a network. */
const ofThisMachine = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

const noBus = ["--no-bluetooth", "--no-serial", "--no-hid", "--no-lovense-dongle"];

it("devices lists what it finds, for people and for machines", async () => {
  const simulated = ["devices", "--memory", ...noBus, "--simulate", "Lovense Nora", "--simulate", "Lovense Max"];
  const { code, out } = await runCommand(simulated);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(
      /^ {2}\d {2}Lovense \w+ {2}\[simulated\/5A:00:00:00:00:0\d\] {2}vibrate, .*battery\n {2}\d {2}Lovense/,
    ),
  ]);
  const { out: json } = await runCommand([...simulated, "--json"]);
  expect(JSON.parse(json)).toHaveLength(2);
  expect(JSON.parse(json)).toContainEqual(
    expect.objectContaining({ name: "Lovense Nora", can: expect.arrayContaining(["vibrate", "rotate", "battery"]) }),
  );
});

it("devices says what to do if there are none", async () => {
  const { code, out, error } = await runCommand(["devices", "--memory", "--seconds", "0", ...noBus]);
  expect([code, out]).toEqual([0, expect.stringMatching(/^No device was found\. .* See `doctor`\.\n$/)]);
  expect(error).toBe("Looking for devices, 0 s at most.\n");
  expect((await runCommand(["devices", "--json", "--memory", "--seconds", "0", ...noBus])).error).toBe("");
});

it("devices asks the engine that runs, which has them", async () => {
  const data = ["--data", mkdtempSync(join(tmpdir(), "engine-devices-"))];
  // Within one process: the file says another one, which is alive.
  const { out } = startCommand(["simulate", "Lovense Nora", "--port", "0", ...data]);
  await addressIn(out);
  const path = join(data[1] as string, "running.json");
  const running = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...running, pid: process.ppid }));
  const { code, out: listed } = await runCommand(["devices", ...noBus, ...data]);
  expect([code, listed]).toEqual([0, "  0  Lovense Nora  vibrate, rotate, battery\n"]);
});

it.each([
  ["lines over TCP", () => ["--port", "none", "--tcp-port", "0"]],
  ["a socket", (folder: string) => ["--port", "none", "--ipc", join(folder, "socket")]],
])("devices asks an engine that listens for %s only", async (_, listening) => {
  const folder = mkdtempSync(join(tmpdir(), "engine-devices-"));
  const { out } = startCommand(["simulate", "Lovense Nora", "--data", folder, ...listening(folder)]);
  await addressIn(out);
  const path = join(folder, "running.json");
  const running = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...running, pid: process.ppid }));
  const { code, out: listed } = await runCommand(["devices", ...noBus, "--data", folder]);
  expect([code, listed]).toEqual([0, "  0  Lovense Nora  vibrate, rotate, battery\n"]);
});

it.skipIf(ofThisMachine === undefined)("devices has the token of an engine that wants one, if it is kept", async () => {
  const folder = mkdtempSync(join(tmpdir(), "engine-devices-"));
  const beyond = ["--host", ofThisMachine ?? "", "--port", "0", "--data", folder];
  const { out } = startCommand(["simulate", "Lovense Nora", ...beyond]);
  await addressIn(out);
  await vi.waitFor(() => expect(existsSync(join(folder, "dashboard-address"))).toBe(true));
  const path = join(folder, "running.json");
  const running = JSON.parse(readFileSync(path, "utf8")) as object;
  writeFileSync(path, JSON.stringify({ ...running, pid: process.ppid }));
  const { code, out: listed } = await runCommand(["devices", ...noBus, "--data", folder]);
  expect([code, listed]).toEqual([0, "  0  Lovense Nora  vibrate, rotate, battery\n"]);
});

it("devices says which engine has them, if it cannot be asked", async () => {
  const folder = mkdtempSync(join(tmpdir(), "engine-devices-"));
  const other = createServer((_request, response) => response.writeHead(404).end());
  onTestFinished(() => void other.close());
  other.listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = `ws://127.0.0.1:${(other.address() as AddressInfo).port}`;
  writeFileSync(join(folder, "running.json"), JSON.stringify({ pid: process.ppid, addresses: [address] }));
  const { code, error } = await runCommand(["devices", "--data", folder]);
  const has = `the engine that runs (process ${process.ppid}) has the devices, and its dashboard lists them. It cannot be asked: `;
  expect([code, error]).toEqual([1, expect.stringContaining(`buttplug-engine: ${has}cannot connect to ${address}`)]);
});

it("doctor says of each bus whether it can be used", async () => {
  const { code, out } = await runCommand(["doctor", "--tcode", "udp://127.0.0.1:1", ...noBus]);
  expect([code, out]).toEqual([0, expect.stringMatching(/^ok {2}network +\S.*\.\n$/)]);
  const { out: json } = await runCommand(["doctor", "--json", ...noBus]);
  expect(JSON.parse(json)).toEqual({ buses: [] });
});

it("simulate lists what can be simulated, each name once", async () => {
  const { code, out } = await runCommand(["simulate", "--list"]);
  const names = out.trim().split("\n");
  expect([code, new Set(names).size]).toEqual([0, names.length]);
  expect(names).toEqual(expect.arrayContaining(["Lovense Nora", "Aneros Vivi"]));
});
