import { spawnSync } from "node:child_process";
import { type EndpointPlan, type SerialLine, toHex } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { SerialHardwareManager, type SerialHardwareManagerOptions } from "../src/index.js";
import { loadSerialBinding } from "../src/serial-binding.js";
import { hasSocat, SerialCable } from "./serial-cable.js";

const plan: EndpointPlan = { kind: "serial", protocol: "tcode-v03" };
const { signal } = new AbortController();
const timeout = 10_000;
const noAnswer = { withResponse: false };
const everyByte = Uint8Array.from({ length: 256 }, (_, value) => value);

async function plugIn(): Promise<SerialCable> {
  const cable = await SerialCable.open();
  onTestFinished(() => cable[Symbol.asyncDispose]());
  return cable;
}

function manage(options: SerialHardwareManagerOptions = {}): SerialHardwareManager {
  const manager = new SerialHardwareManager(options);
  onTestFinished(() => manager[Symbol.asyncDispose]());
  return manager;
}

describe.skipIf(!hasSocat)("serialport on a pseudo-terminal, where there is socat", () => {
  it("carries every byte in both directions", async () => {
    const cable = await plugIn();
    const hardware = await manage().open(cable.port, [plan], { signal });
    await hardware.write("tx", everyByte, noAnswer);
    expect(toHex(await cable.received(256))).toBe(toHex(everyByte));
    const incoming: number[] = [];
    const all = new Promise<void>((resolve) => {
      void hardware.subscribe("rx", (data) => {
        incoming.push(...data);
        if (incoming.length >= 256) resolve();
      });
    });
    await cable.send(everyByte);
    await all;
    expect(incoming).toEqual([...everyByte]);
  });

  it("sets the line up as the plan says", async () => {
    const cable = await plugIn();
    const manager = manage();
    const settings = async (line: SerialLine) => {
      const hardware = await manager.open(cable.port, [{ ...plan, line }], { signal });
      const { stdout } = spawnSync("stty", ["-F", cable.port, "-a"], { encoding: "utf8" });
      await hardware[Symbol.asyncDispose]();
      return [/speed \d+/, /-?cstopb/, /-?ixon/, /-?crtscts/].map((setting) => setting.exec(stdout)?.[0]);
    };
    // A pseudo-terminal has 8 data bits and no parity, whatever it is told.
    const rest = { dataBits: 8, parity: "none" } as const;
    expect(await settings({ baudRate: 19_200, stopBits: 2, ...rest })).toEqual([
      "speed 19200",
      "cstopb",
      "-ixon",
      "-crtscts",
    ]);
    expect(await settings({ baudRate: 921_600, stopBits: 1, ...rest })).toEqual([
      "speed 921600",
      "-cstopb",
      "-ixon",
      "-crtscts",
    ]);
  });

  it("is not opened while somebody else has it", async () => {
    const cable = await plugIn();
    const hardware = await manage().open(cable.port, [plan], { signal });
    const other = manage();
    await expect(other.open(cable.port, [plan], { signal })).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: expect.stringContaining("another program has the port open"),
    });
    await hardware.write("tx", Uint8Array.of(1), noAnswer);
    await hardware[Symbol.asyncDispose]();
    await other.open(cable.port, [plan], { signal });
  });

  it("says of what is no port that it cannot be opened", async () => {
    await expect(manage().open("/dev/null", [plan], { signal })).rejects.toMatchObject({
      message: expect.stringMatching(/^cannot connect to \/dev\/null: Inappropriate ioctl for device/),
    });
    await expect(manage().open("/dev/no-such-port", [plan], { signal })).rejects.toMatchObject({
      message: "cannot connect to /dev/no-such-port: there is no such port; plug the device in",
    });
  });

  it("whose device takes no bytes is lost, and others go on", async () => {
    const [jammed, healthy] = [await plugIn(), await plugIn()];
    const clock = new TestClock();
    const manager = new SerialHardwareManager({ clock });
    onTestFinished(async () => {
      const disposed = manager[Symbol.asyncDispose]();
      await clock.advance(2_000);
      await disposed;
    });
    const stuck = await manager.open(jammed.port, [plan], { signal });
    const other = await manager.open(healthy.port, [plan], { signal });
    await jammed.jam();
    const outcomes = Promise.allSettled([1, 2].map((value) => stuck.write("tx", Uint8Array.of(value), noAnswer)));
    await other.write("tx", everyByte, noAnswer);
    expect((await healthy.received(256)).length).toBe(256);
    await clock.advance(2_000);
    expect(await stuck.closed).toEqual({ by: "failure", reason: "it took no bytes for 2000 ms" });
    const lost = { status: "rejected", reason: { code: "hardware/disconnected" } };
    expect(await outcomes).toMatchObject([lost, lost]);
    await other.write("tx", Uint8Array.of(7), noAnswer);
    expect(toHex(await healthy.received(1))).toBe("07");
  });

  it("that is closed in the middle of a write settles it, and can be opened again", async () => {
    const cable = await plugIn();
    const manager = manage();
    const hardware = await manager.open(cable.port, [plan], { signal });
    await cable.jam();
    const outcome = Promise.allSettled([hardware.write("tx", everyByte, noAnswer)]);
    await hardware[Symbol.asyncDispose]();
    expect(await outcome).toMatchObject([{ reason: { code: "hardware/disconnected" } }]);
    await manager.open(cable.port, [plan], { signal });
  });

  it("that comes back under its name is told of again, and the connection that it had is over", async () => {
    const cable = await plugIn();
    const { open } = await loadSerialBinding("serial");
    let looks = 0;
    const list = async () => {
      looks += 1;
      return [];
    };
    const manager = manage({ binding: { list, open }, ports: [cable.port], watchIntervalMs: 20 });
    const arrivals: string[] = [];
    const controller = new AbortController();
    onTestFinished(() => controller.abort());
    manager.watch(({ id }) => arrivals.push(id), { signal: controller.signal });
    await vi.waitFor(() => expect(arrivals).toEqual([cable.port]), { timeout });
    const hardware = await manager.open(cable.port, [plan], { signal });
    await cable.unplug();
    expect((await hardware.closed).by).toBe("remote");
    const before = looks;
    await vi.waitFor(() => expect(looks).toBeGreaterThan(before + 1), { timeout });
    expect(arrivals).toEqual([cable.port]);
    await cable.plugIn();
    await vi.waitFor(() => expect(arrivals).toEqual([cable.port, cable.port]), { timeout });
    const again = await manager.open(cable.port, [plan], { signal });
    await again.write("tx", Uint8Array.of(1), noAnswer);
    expect(toHex(await cable.received(1))).toBe("01");
  });
});
