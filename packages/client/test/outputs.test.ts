import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import type { ClientDevice } from "../src/index.js";
import { device, type ScriptedServer, setUpConnected, vibrator } from "./scripted-server.js";

async function setUpDevice(...features: object[]): Promise<{ server: ScriptedServer; target: ClientDevice }> {
  const { server, client } = await setUpConnected([device(0, features)]);
  return { server, target: client.devices[0] as ClientDevice };
}

const commands = (server: ScriptedServer) =>
  server.bodies("OutputCmd").map(({ FeatureIndex, Command }) => [FeatureIndex, Command]);

const outputOf = (type: string, Value: [number, number], more: object = {}) => ({
  Output: { [type]: { Value, ...more } },
});

const timed = outputOf("HwPositionWithDuration", [0, 100], { Duration: [20, 3000] });

describe("an output", () => {
  it.each(["vibrate", "rotate", "oscillate", "constrict", "spray", "temperature", "led", "position"] as const)(
    "%s reaches all features of the device that have it, and only those",
    async (method) => {
      const wire = method.charAt(0).toUpperCase() + method.slice(1);
      const { server, target } = await setUpDevice(
        outputOf(wire, [0, 10]),
        outputOf("Other", [0, 10]),
        outputOf(wire, [0, 20]),
      );
      await target[method](0.5);
      expect(commands(server)).toEqual([
        [0, { [wire]: { Value: 5 } }],
        [2, { [wire]: { Value: 10 } }],
      ]);
    },
  );

  it("of a feature reaches just that feature", async () => {
    const { server, target } = await setUpDevice(vibrator(), vibrator());
    await target.feature(1)?.vibrate({ steps: 7 });
    expect(server.bodies("OutputCmd")).toEqual([
      { Id: 3, DeviceIndex: 0, FeatureIndex: 1, Command: { Vibrate: { Value: 7 } } },
    ]);
  });

  it("turns the other way with a negative level", async () => {
    const { server, target } = await setUpDevice(outputOf("Rotate", [-20, 20]));
    await target.rotate(-0.5);
    expect(commands(server)).toEqual([[0, { Rotate: { Value: -10 } }]]);
  });

  it("that no feature has is refused", async () => {
    const { server, target } = await setUpDevice(vibrator());
    const refused = { code: "device/no-output", details: { output: "led" } };
    await expect(target.led(1)).rejects.toMatchObject({ ...refused, message: "Device 0 has no led output" });
    await expect(target.feature(0)?.led(1)).rejects.toMatchObject({
      ...refused,
      message: "feature 0 has no led output",
    });
    await settle();
    expect(server.frames).toEqual([]);
  });

  it("out of the range of one feature sends nothing to any", async () => {
    const { server, target } = await setUpDevice(vibrator(20), vibrator(5));
    await expect(target.vibrate({ steps: 6 })).rejects.toMatchObject({
      code: "device/value-out-of-range",
      details: { value: 6, range: [0, 5] },
    });
    await settle();
    expect(server.frames).toEqual([]);
  });

  it("can be given by its type", async () => {
    const { server, target } = await setUpDevice(vibrator(), timed);
    await target.output({ type: "vibrate", level: 0.5 });
    await target.output({ type: "hwPositionWithDuration", level: 1, durationMs: 100 });
    await target.output({ type: "position", level: 0, durationMs: 100 });
    expect(commands(server)).toEqual([
      [0, { Vibrate: { Value: 10 } }],
      [1, { HwPositionWithDuration: { Value: 100, Duration: 100 } }],
      [1, { HwPositionWithDuration: { Value: 0, Duration: 100 } }],
    ]);
  });

  it("of a type that takes no duration is refused with one", async () => {
    const { target } = await setUpDevice(vibrator());
    await expect(target.output({ type: "vibrate", level: 1, durationMs: 100 })).rejects.toMatchObject({
      code: "usage/invalid-argument",
      details: { argument: "durationMs" },
    });
  });
});

describe("position", () => {
  const plain = outputOf("Position", [0, 100]);

  it("without a duration goes to position outputs, with one to those that keep the time", async () => {
    const { server, target } = await setUpDevice(plain, timed);
    await target.position(0.5);
    await target.position(0.25, { durationMs: 500 });
    expect(commands(server)).toEqual([
      [0, { Position: { Value: 50 } }],
      [1, { HwPositionWithDuration: { Value: 25, Duration: 500 } }],
    ]);
  });

  it("is refused with a duration when no output keeps the time", async () => {
    const { target } = await setUpDevice(plain);
    await expect(target.position(1, { durationMs: 500 })).rejects.toMatchObject({
      code: "device/no-output",
      details: { output: "hwPositionWithDuration" },
    });
  });

  it.each([19, 3001, 100.5, Number.NaN, -1])("refuses a duration of %d ms", async (durationMs) => {
    const { server, target } = await setUpDevice(timed);
    await expect(target.position(1, { durationMs })).rejects.toMatchObject({
      code: "device/value-out-of-range",
      details: { value: durationMs, range: [20, 3000] },
      message: `${durationMs} is out of range: expected an integer duration in ms from 20 to 3000`,
    });
    await settle();
    expect(server.frames).toEqual([]);
  });

  it("needs a duration where it is asked for by type", async () => {
    const { target } = await setUpDevice(timed);
    await expect(target.output({ type: "hwPositionWithDuration", level: 1 })).rejects.toMatchObject({
      code: "device/value-out-of-range",
    });
  });
});

describe("stop", () => {
  it("names its scope and what to stop", async () => {
    const { server, target } = await setUpDevice(vibrator(), vibrator());
    await target.stop();
    await target.stop({ inputs: false });
    await target.feature(1)?.stop({ outputs: false });
    expect(server.bodies("StopCmd")).toEqual([
      { Id: 3, DeviceIndex: 0, Inputs: true, Outputs: true },
      { Id: 4, DeviceIndex: 0, Inputs: false, Outputs: true },
      { Id: 5, DeviceIndex: 0, FeatureIndex: 1, Inputs: true, Outputs: false },
    ]);
  });

  it("takes request options", async () => {
    const { target } = await setUpDevice(vibrator());
    await expect(target.stop({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "request/aborted" });
  });

  it("keeps its place among the commands of a tick", async () => {
    const { server, target } = await setUpDevice(vibrator());
    await Promise.all([target.vibrate(1), target.stop(), target.vibrate(0.5)]);
    expect(server.messages.map(([name]) => name)).toEqual(["OutputCmd", "StopCmd", "OutputCmd"]);
  });
});
