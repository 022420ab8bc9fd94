import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { silentLogger } from "@buttplug-ts/core";
import { defaultSettings, startEngine } from "@buttplug-ts/engine";
import { describe, expect, it, onTestFinished } from "vitest";

const run = promisify(execFile);

describe("the examples", () => {
  it("embedded runs and reads a battery", async () => {
    const { stdout } = await run(process.execPath, ["examples/embedded/dist/main.js"]);
    expect(stdout).toBe("Lovense Nora has 85 % left\n");
  });

  it("remote drives the devices of a running engine and leaves them at rest", async () => {
    const lines: string[] = [];
    const settings = { ...defaultSettings, port: 0, simulate: ["Lovense Nora"] };
    const engine = await startEngine(settings, { managers: [], logger: silentLogger });
    engine.simulated.devices[0]?.onWrite(({ data }) => lines.push(new TextDecoder().decode(data)));
    const address = engine.info.addresses[0] as string;
    const { stdout } = await run(process.execPath, ["examples/remote/dist/main.js", address]);
    await engine.close();
    expect(stdout).toContain("Refused: 1.5 is out of range");
    expect(lines.slice(0, 6)).toEqual([
      "DeviceType;",
      "RotateChange;",
      "Rotate:10;",
      "Vibrate:20;",
      "Vibrate:0;",
      "Rotate:0;",
    ]);
  });

  it("device is driven by its server, stopped and let go", async () => {
    const server = spawn(process.execPath, ["examples/device/dist/main-server.js", "0"]);
    onTestFinished(() => void server.kill());
    const said = createInterface(server.stdout)[Symbol.asyncIterator]();
    const [, address = ""] = /^Devices connect to (ws:.*)$/.exec(String((await said.next()).value)) ?? [];
    const { stdout } = await run(process.execPath, ["examples/device/dist/main.js", address, "--once"]);
    expect(stdout.split("\n")).toEqual([
      "Connected",
      "Vibration ██████████·········· 10 of 20",
      "Vibration ████████████████████ 20 of 20",
      "Vibration ···················· 0 of 20",
      "Not connected: the server let the device go",
      "",
    ]);
    expect(await said.next()).toMatchObject({ value: "Lovense Lush is here, with 80 % left" });
  });

  it("demo tells its whole story in plain lines where there is no terminal", async () => {
    const { stdout } = await run(process.execPath, ["examples/demo/dist/main.js"]);
    for (const text of ["Battery of Lovense Nora: 85 %", "hardware/disconnected", "All devices are at rest"]) {
      expect(stdout).toContain(text);
    }
    expect(stdout).not.toContain("\u001b");
  });
});
