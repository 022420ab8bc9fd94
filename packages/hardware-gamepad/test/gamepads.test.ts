import type { Advertisement, EndpointPlan } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import { GamepadHardwareManager, type GamepadScope, gamepadSupport } from "../src/index.js";
import { FakePad, FakePage } from "./fake-page.js";

const filters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};
const plan: EndpointPlan = { kind: "xinput", protocol: "xinput", endpoints: ["tx", "rx"] };
const never = new AbortController().signal;
const clock = new TestClock();

function setUp(...pads: (FakePad | null)[]) {
  const page = new FakePage(pads);
  const manager = new GamepadHardwareManager({ scope: page, clock });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  return { page, manager };
}

async function scan(manager: GamepadHardwareManager): Promise<Advertisement[]> {
  const seen: Advertisement[] = [];
  for await (const each of manager.scan(filters, { signal: never })) seen.push(each);
  return seen;
}

describe("a scan", () => {
  it("finds the gamepads with two motors", async () => {
    const { manager } = setUp(
      null,
      new FakePad(clock, { id: "A", effects: ["dual-rumble", "trigger-rumble"] }),
      new FakePad(clock, { id: "still", effects: null }),
      new FakePad(clock, { id: "other", effects: ["trigger-rumble"] }),
      new FakePad(clock, { id: "Safari's" }),
    );
    expect(await scan(manager)).toEqual([
      { kind: "xinput", id: "A", name: "A" },
      { kind: "xinput", id: "Safari's", name: "Safari's" },
    ]);
  });

  it("gives two of a kind ids of their own, which stay when the first one leaves", async () => {
    const [one, two] = [new FakePad(clock, { id: "A" }), new FakePad(clock, { id: "A" })];
    const { page, manager } = setUp(one, two);
    expect((await scan(manager)).map(({ id }) => id)).toEqual(["A", "A#2"]);
    page.unplug(one);
    expect((await scan(manager)).map(({ id }) => id)).toEqual(["A#2"]);
  });
});

describe("watching", () => {
  it("reports gamepads that are there and that show themselves", async () => {
    const { page, manager } = setUp(new FakePad(clock, { id: "A" }));
    const controller = new AbortController();
    const arrived: string[] = [];
    manager.watch(({ id }) => arrived.push(id), { signal: controller.signal });
    await settle();
    expect(arrived).toEqual(["A"]);
    page.plug(new FakePad(clock, { id: "B" }), 3);
    page.plug(new FakePad(clock, { id: "still", effects: null }), 4);
    expect(arrived).toEqual(["A", "B"]);
    controller.abort();
    page.plug(new FakePad(clock, { id: "C" }), 5);
    expect(arrived).toEqual(["A", "B"]);
  });
});

describe("a connection", () => {
  it("ends when its gamepad leaves, and leaves the other one alone", async () => {
    const [one, two] = [new FakePad(clock, { id: "A" }), new FakePad(clock, { id: "B" })];
    const { page, manager } = setUp(one, two);
    const first = await manager.open("A", [plan], { signal: never });
    const second = await manager.open("B", [plan], { signal: never });
    page.unplug(one);
    expect(await first.closed).toEqual({ by: "remote", reason: "the gamepad was unplugged or switched off" });
    await second.write("tx", Uint8Array.of(255, 255, 0, 0), { withResponse: false });
    expect(two.speeds).toBe("100 0");
  });

  it("never drives a gamepad that took the place of its own", async () => {
    const [own, other] = [new FakePad(clock, { id: "A" }), new FakePad(clock, { id: "B" })];
    const { page, manager } = setUp(own);
    const hardware = await manager.open("A", [plan], { signal: never });
    page.pads[0] = other;
    const writing = hardware.write("tx", Uint8Array.of(1, 2, 3, 4), { withResponse: false });
    await expect(writing).rejects.toMatchObject({ code: "hardware/write-failed" });
    expect(other.log).toEqual([]);
  });

  it("cannot tell the battery, and says so", async () => {
    const { manager } = setUp(new FakePad(clock, { id: "A" }));
    const hardware = await manager.open("A", [plan], { signal: never });
    await expect(hardware.read("rx", { timeoutMs: 100 })).rejects.toMatchObject({
      code: "hardware/read-failed",
      message: "browsers do not tell how full the battery of a gamepad is",
    });
    await expect(hardware.subscribe("rx", () => {})).rejects.toMatchObject({ code: "hardware/read-failed" });
  });

  it("to a gamepad that is not there tells what helps", async () => {
    const { manager } = setUp();
    await expect(manager.open("A", [plan], { signal: never })).rejects.toMatchObject({
      code: "hardware/connect-failed",
      message: "cannot connect to A: it is not there; press one of its buttons",
    });
  });
});

describe("gamepadSupport", () => {
  const getGamepads = () => [];
  const forbidden = () => {
    throw new DOMException("policy", "SecurityError");
  };
  const usable = { isSecureContext: true, navigator: { getGamepads } };

  it("is there in a secure page of a browser that lets gamepads rumble", () => {
    expect(gamepadSupport({ ...usable, Gamepad: { prototype: { vibrationActuator: null } } })).toMatchObject({
      usable: true,
    });
  });

  it.each<[string, GamepadScope, RegExp]>([
    ["Node", {}, /hardware-gamepad\/node\.$/],
    ["an insecure page", { ...usable, isSecureContext: false }, /https/],
    ["a browser without gamepads", { isSecureContext: true, navigator: {} }, /Chrome/],
    ["a browser that lets nothing rumble", { ...usable, Gamepad: { prototype: {} } }, /rumble/],
    ["a frame that may not", { ...usable, navigator: { getGamepads: forbidden } }, /allow="gamepad"\.$/],
  ])("says in a sentence what is missing in %s, and so does the manager", async (_, scope, why) => {
    expect(gamepadSupport(scope)).toEqual({ usable: false, why: expect.stringMatching(why) });
    await using manager = new GamepadHardwareManager({ scope });
    expect(manager.availability.value).toEqual(gamepadSupport(scope));
    manager.watch(() => {}, { signal: never });
    await expect(scan(manager)).rejects.toMatchObject({ code: "hardware/unavailable" });
    await expect(manager.open("A", [plan], { signal: never })).rejects.toMatchObject({
      code: "hardware/connect-failed",
    });
  });
});
