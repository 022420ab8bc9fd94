import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runCommand, startCommand } from "./run-command.js";
import { addressIn, connected, firstDevice } from "./serving.js";
import { upstreamConfig } from "./upstream-config.js";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-upstream-"));
});

/** All settings that these flags change, and their values. */
async function changedBy(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const { code, out, error } = await runCommand(["config", "show", ...args]);
  expect({ code, error }).toEqual({ code: 0, error: "" });
  const lines = [...out.matchAll(/^(\w+) +(.*) {2}\(flag\)$/gm)];
  return Object.fromEntries(lines.map(([, key = "", value = ""]) => [key, value]));
}

const none = { bluetooth: "false", serial: "false", hid: "false", lovenseDongle: "false", gamepad: "false" };

describe("a flag of the existing server", () => {
  it.each([
    [["--websocket-port", "1"], { port: "1" }],
    [["--websocket-use-all-interfaces"], { host: '["0.0.0.0","::"]' }],
    [["--server-name", "X"], { name: '"X"' }],
    [["--max-ping-time", "5"], { maxPingTime: "5" }],
    [["--log", "debug"], { log: '"debug"' }],
    [["--use-bluetooth-le"], { ...none, bluetooth: "true" }],
    [["--use-bluetooth-le", "--use-hid"], { ...none, bluetooth: "true", hid: "true" }],
    [["--use-serial"], { ...none, serial: "true" }],
    [["--use-lovense-dongle-hid"], { ...none, lovenseDongle: "true" }],
    [["--use-lovense-dongle-serial"], none],
    [["--use-xinput"], { ...none, gamepad: "true" }],
    [["--use-lovense-connect"], { ...none, lovenseCloud: "true" }],
    [["--use-device-websocket-server"], { ...none, deviceWebsocket: "true" }],
    [["--device-websocket-server-port", "2"], { deviceWebsocketPort: "2" }],
    [["--broadcast-server-mdns"], { mdns: "true" }],
    [["--websocket-client-address", "ws://x"], { dial: '["ws://x"]', port: '"none"' }],
    [["--websocket-client-address", "ws://x", "--websocket-port", "1"], { dial: "[]", port: "1" }],
    [["--mdns-suffix", "x", "--repeater", "--repeater-port", "1", "--rest-api-port", "2"], {}],
    [["--crash-main-thread", "--crash-task-thread", "--frontend-websocket-port", "1", "--device-config-file", "x"], {}],
  ])("%j means the same here", async (args, settings) => {
    expect(await changedBy(...args)).toEqual(settings);
  });

  it("wins over the environment, like ours", async () => {
    const { out } = await runCommand(["config", "--use-serial"], { env: { BUTTPLUG_BLUETOOTH: "true" } });
    expect(out).toMatch(/^bluetooth +false {2}\(flag\)$/m);
  });

  it("with a wrong value names flag, value and what is allowed", async () => {
    const { code, error } = await runCommand(["--websocket-port", "x"]);
    const text = /'--websocket-port <number>' argument 'x' is invalid\. A port is a whole number from 0 to 65535/;
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(text) });
  });

  it("that has no effect here says so", async () => {
    const { out } = startCommand([
      "--websocket-port",
      "0",
      "--memory",
      "--use-xinput",
      "--rest-api-port",
      "1",
      "--mdns-suffix",
      "x",
    ]);
    await addressIn(out);
    for (const flag of ["--use-xinput", "--rest-api-port", "--mdns-suffix"]) {
      expect(out.text).toMatch(new RegExp(`warn  engine: ${flag} .*no effect`));
    }
  });
});

describe("an application that starts the existing server", () => {
  it("can start this one", async () => {
    const flags = ["--websocket-port", "0", "--use-device-websocket-server", "--device-websocket-server-port", "0"];
    const { out, interrupt, ended } = startCommand([...flags, "--server-name", "X", "--log", "debug", "--memory"]);
    const client = await connected(await addressIn(out));
    expect(client.serverName).toBe("X");
    interrupt();
    expect(await ended).toBe(0);
  });
});

describe("a user configuration of the existing server", () => {
  it("holds for the run, and is not written", async () => {
    const path = join(folder, "user.json");
    const text = upstreamConfig();
    await writeFile(path, text);
    const data = join(folder, "data");
    const { out, interrupt, ended } = startCommand([
      "simulate",
      "Lovense Nora",
      "--websocket-port",
      "0",
      "--data",
      data,
      "--user-device-config-file",
      path,
    ]);
    const device = await firstDevice(await connected(await addressIn(out)));
    expect([device.displayName, device.features[0]?.outputs.vibrate?.range]).toEqual(["Mine", [0, 5]]);
    interrupt();
    await ended;
    expect(await readFile(path, "utf8")).toBe(text);
    await expect(readFile(join(data, "config.json"))).rejects.toMatchObject({ code: "ENOENT" });
    // What the server keeps for itself is kept as ever.
    expect(await readFile(join(data, "state.json"), "utf8")).toContain('"devices"');
    expect(out.text).toMatch(/warn {2}config: .*user\.json, line \d+: .*index does not hold here: /);
  });

  it("that is not there yet is said, and nothing else", async () => {
    const path = join(folder, "absent.json");
    const { out } = startCommand(["simulate", "--port", "0", "--memory", "--user-device-config-file", path]);
    await addressIn(out);
    expect(out.text).toContain(`${path} does not exist, so no settings come from it`);
  });

  it("that is there and is no file keeps the engine from starting, too", async () => {
    const { code, out, error } = await runCommand([
      "simulate",
      "--port",
      "0",
      "--memory",
      "--user-device-config-file",
      folder,
    ]);
    expect({ code, out, error }).toEqual({
      code: 1,
      out: expect.not.stringContaining("Listening"),
      error: expect.stringMatching(/^buttplug-engine: --user-device-config-file: /),
    });
  });

  it("that cannot be read keeps the engine from starting: limits may be in it", async () => {
    const path = join(folder, "broken.json");
    await writeFile(path, "{ no");
    const { code, out, error } = await runCommand([
      "simulate",
      "--port",
      "0",
      "--memory",
      "--user-device-config-file",
      path,
    ]);
    expect({ code, out, error }).toEqual({
      code: 1,
      out: expect.not.stringContaining("Listening"),
      error: expect.stringMatching(/^buttplug-engine: --user-device-config-file: .*broken\.json, line 1: /),
    });
  });
});
