import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runCommand, startCommand } from "./run-command.js";
import { addressIn } from "./serving.js";

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
