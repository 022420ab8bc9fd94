import type { EndpointPlan } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { XInputHardwareManager } from "../src/node/index.js";
import { bindXInput, type Koffi } from "../src/node/xinput-binding.js";
import { FakeXInput } from "./fake-xinput.js";

const plan: EndpointPlan = { kind: "xinput", protocol: "xinput", endpoints: ["tx", "rx"] };
const signal = new AbortController().signal;
const first = "XInputController1";

function setUp(...present: [boolean, boolean, boolean, boolean]) {
  const clock = new TestClock();
  const binding = new FakeXInput(...present);
  const manager = new XInputHardwareManager({ binding, clock });
  onTestFinished(async () => {
    const disposed = manager[Symbol.asyncDispose]();
    await clock.advance(2_000);
    await disposed;
  });
  const open = () => manager.open(first, [plan], { signal });
  return { clock, binding, manager, open };
}

it("reports a gamepad within a second of its being switched on, and its end within half a second", async () => {
  const { clock, binding, manager } = setUp(false, false, false, true);
  const arrived: string[] = [];
  manager.watch(({ id }) => arrived.push(id), { signal });
  await settle();
  expect(arrived).toEqual(["XInputController4"]);
  binding.present[0] = true;
  await clock.advance(1_000);
  expect(arrived).toEqual(["XInputController4", first]);
  const hardware = await manager.open(first, [plan], { signal });
  binding.present[0] = false;
  await clock.advance(500);
  expect(await hardware.closed).toEqual({ by: "remote", reason: "the gamepad was unplugged or switched off" });
  await manager[Symbol.asyncDispose]();
  expect(clock.pendingTimers).toBe(0);
});

it("lets no gamepad rumble on after its connection", async () => {
  const { binding, open } = setUp(true, false, false, false);
  const hardware = await open();
  await hardware.write("tx", Uint8Array.of(1, 0, 2, 0), { withResponse: false });
  expect(binding.speeds[0]).toEqual([1, 2]);
  await hardware[Symbol.asyncDispose]();
  expect(binding.speeds[0]).toEqual([0, 0]);
});

it("says what Windows said, and does not wait for a driver that hangs", async () => {
  const { clock, binding, open } = setUp(true, false, false, false);
  const hardware = await open();
  const write = (...bytes: number[]) => hardware.write("tx", Uint8Array.from(bytes), { withResponse: false });
  await expect(write(1, 2)).rejects.toMatchObject({ message: "writing to tx failed: speeds are 4 bytes, not 2" });
  binding.present[0] = false;
  await expect(write(1, 2, 3, 4)).rejects.toMatchObject({
    code: "hardware/write-failed",
    message: "writing to tx failed: XInputSetState gave 1167",
  });
  binding.battery = undefined;
  await expect(hardware.read("rx", { timeoutMs: 100 })).rejects.toMatchObject({ code: "hardware/read-failed" });
  binding.hangs = true;
  const outcome = expect(write(1, 2, 3, 4)).rejects.toMatchObject({
    code: "hardware/write-failed",
    message: "writing to tx failed: Windows did not answer within 2000 ms",
  });
  await clock.advance(2_000);
  await outcome;
});

it("lets a driver that hangs hold up no other gamepad", async () => {
  const { binding, manager, open } = setUp(true, true, false, false);
  const one = await open();
  const two = await manager.open("XInputController2", [plan], { signal });
  binding.hangs = true;
  void one.write("tx", Uint8Array.of(1, 2, 3, 4), { withResponse: false }).catch(() => {});
  await settle();
  binding.hangs = false;
  await two.write("tx", Uint8Array.of(1, 0, 2, 0), { withResponse: false });
  expect(binding.speeds[1]).toEqual([1, 2]);
});

it("asks a driver that hangs once, and takes its gamepad for absent", async () => {
  const { clock, binding, manager, open } = setUp(true, false, false, false);
  binding.hangs = true;
  manager.watch(() => {}, { signal });
  const outcome = expect(open()).rejects.toMatchObject({
    code: "hardware/connect-failed",
    message: `cannot connect to ${first}: it is not switched on, or its driver hangs`,
  });
  await clock.advance(60_000);
  await outcome;
  expect(binding.calls).toBe(4);
});

it("counts a slot that cannot be asked as empty", async () => {
  const { binding, manager } = setUp(true, true, true, true);
  binding.failure = "broken";
  for await (const each of manager.scan({ bluetooth: noBluetooth }, { signal })) expect(each).toBeUndefined();
  await expect(manager.open(first, [plan], { signal })).rejects.toMatchObject({ code: "hardware/connect-failed" });
});

const noBluetooth = { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] };

it.skipIf(process.platform === "win32")("says that XInput is of Windows", async () => {
  await using manager = new XInputHardwareManager();
  await manager.ready;
  expect(manager.availability.value).toEqual({
    usable: false,
    why: "Gamepads rumble through XInput, which exists on Windows only; in web pages they do everywhere.",
  });
  manager.watch(() => {}, { signal });
  await expect(manager.open(first, [plan], { signal })).rejects.toMatchObject({ code: "hardware/unavailable" });
});

describe("bindXInput", () => {
  type Behaviour = (slot: number, ...rest: unknown[]) => number;
  const failing = () => {
    throw new TypeError("no such function");
  };
  const koffi = (behaviour: Behaviour): Koffi => ({
    load: () => ({
      func: () => ({
        async(...values: unknown[]) {
          const callback = values.pop() as (error: unknown, result?: number) => void;
          try {
            callback(null, behaviour(...(values as Parameters<Behaviour>)));
          } catch (error) {
            callback(error);
          }
        },
      }),
    }),
  });

  it("hands over the structures of XInput.h", async () => {
    const seen: unknown[] = [];
    const { getState, setState } = bindXInput(
      koffi((slot, structure) => {
        seen.push(slot, structure);
        return 1167;
      }),
      "xinput1_4.dll",
    );
    expect([await getState(3), await setState(1, 2, 0xffff)]).toEqual([1167, 1167]);
    expect(seen).toEqual([3, new Uint8Array(16), 1, Uint16Array.of(2, 0xffff)]);
  });

  it.each([
    [0, 1, 2, 2],
    [0, 3, 0, 0],
    [0, 0, 3, undefined],
    [0, 0xff, 3, undefined],
    [1167, 1, 3, undefined],
  ])("result %i, type %i and level %i of a battery is %j", async (result, type, level, expected) => {
    const { batteryLevel } = bindXInput(
      koffi((_slot, _kind, battery) => {
        (battery as Uint8Array).set([type, level]);
        return result;
      }),
      "xinput1_4.dll",
    );
    expect(await batteryLevel(0)).toBe(expected);
  });

  it("passes errors on", async () => {
    await expect(bindXInput(koffi(failing), "xinput1_4.dll").getState(0)).rejects.toThrow("no such function");
  });
});

it("drives a gamepad from client to motors, and leaves it at rest", async () => {
  const { clock, binding, manager } = setUp(true, false, false, false);
  await using server = createServer("Server", { managers: [manager], clock });
  await using client = new ButtplugClient("App");
  const added = client.events("deviceAdded").next();
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  const { value: device } = await added;
  if (device === undefined) return expect.unreachable();
  await device.vibrate(0.5);
  expect(binding.speeds[0]).toEqual([0x8000, 0x8000]);
  await device.features[0]?.vibrate(0);
  expect(binding.speeds[0]).toEqual([0x8000, 0]);
  await device.stop();
  expect(binding.speeds[0]).toEqual([0, 0]);
});
