import { ObservableValue, utf8 } from "@buttplug-ts/core";
import type { Availability, Hardware } from "@buttplug-ts/hardware";
import { FakeHardwareManager, settle } from "@buttplug-ts/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LovenseDongleHardwareManager } from "../src/index.js";
import { DongleWorld, nothingLeft } from "./dongle-world.js";

let world: DongleWorld;

beforeEach(() => {
  world = new DongleWorld();
});

afterEach(async () => {
  const { complaints, openHandles, isLockedUp } = await world.remains();
  expect({ complaints, openHandles, isLockedUp }).toEqual(nothingLeft);
  expect(world.clock.pendingTimers).toBe(0);
});

const unsure = { withResponse: false } as const;
const text = (hardware: Hardware, command: string) => hardware.write("tx", utf8(command), unsure);

async function listen(hardware: Hardware): Promise<string[]> {
  const heard: string[] = [];
  await hardware.subscribe("rx", (data) => heard.push(new TextDecoder().decode(data)));
  return heard;
}

describe("the Lovense dongle, plugged out", () => {
  it("is noticed when it is plugged in later", async () => {
    world.dongle.unplug();
    await world.ready();
    expect(world.why).toBe("No Lovense USB dongle is plugged in. Plug one in; it is noticed by itself.");
    world.dongle.plug();
    await world.clock.advance(2_300);
    expect(world.why).toBe("usable");
  });

  it("ends a scan, and finds toys once it is back", async () => {
    world.toy.switchOff();
    await world.ready();
    const scan = world.scan();
    await world.clock.advance(50);
    world.dongle.unplug();
    await settle();
    expect(await scan.end).toBe("over");
    expect(world.why).toMatch(/^The Lovense dongle does not work any more: could not read from device\. /);
    world.dongle.plug();
    world.toy.switchOn();
    await world.clock.advance(2_300);
    const again = world.scan();
    await world.clock.advance(100);
    expect(again.found.map(({ id }) => id)).toEqual([world.toy.id]);
  });

  it("fails a connection that is under way, at once", async () => {
    await world.ready();
    world.toy.isStalled = true;
    const opening = world.open(world.toy);
    await world.clock.advance(10);
    world.dongle.unplug();
    await settle();
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
    await expect(opening).rejects.toThrow("the dongle is gone");
  });

  it("fails a write that is under way, and closes the toy", async () => {
    await world.ready();
    const hardware = await world.opened();
    world.dongle.fault = "write-hangs";
    const writing = text(hardware, "Vibrate:1;");
    writing.catch(() => {});
    await settle();
    world.dongle.unplug();
    await expect(writing).rejects.toMatchObject({ code: "hardware/disconnected" });
    expect(await hardware.closed).toEqual({
      by: "failure",
      reason: "the dongle is gone: could not read from device",
    });
    world.dongle.fault = undefined;
  });

  it("is noticed by its absence where reading tells nothing", async () => {
    await world.ready();
    const hardware = await world.opened();
    world.dongle.isMute = true;
    world.dongle.unplug();
    await world.clock.advance(2_000);
    expect(await hardware.closed).toMatchObject({ by: "failure", reason: "the dongle is gone: it was unplugged" });
    expect(world.why).toMatch(/^No Lovense USB dongle/);
    world.dongle.plug();
    await world.clock.advance(2_500);
    expect(world.why).toBe("usable");
  });
});

describe("the Lovense dongle, in trouble", () => {
  it("counts as gone when it does not take what is written", async () => {
    await world.ready();
    const hardware = await world.opened();
    world.dongle.fault = "write-hangs";
    const writing = text(hardware, "Vibrate:1;");
    writing.catch(() => {});
    const waiting = text(hardware, "Vibrate:0;");
    waiting.catch(() => {});
    await world.clock.advance(1_500);
    await expect(writing).rejects.toMatchObject({ code: expect.stringMatching(/^hardware\//) });
    await expect(waiting).rejects.toMatchObject({ code: expect.stringMatching(/^hardware\//) });
    expect((await hardware.closed).by).toBe("failure");
    world.dongle.fault = undefined;
    await world.clock.advance(2_500);
    expect(world.why).toBe("usable");
    await text(await world.opened(), "Vibrate:2;");
    await world.clock.advance(10);
    expect(world.toy.commands.filter((command) => command.startsWith("Vibrate"))).toEqual(["Vibrate:2;"]);
  });

  it("counts as gone when it refuses what is written, also while it connects", async () => {
    await world.ready();
    world.dongle.fault = "write";
    const opening = world.open(world.toy);
    await settle();
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
    expect(world.why).toMatch(/could not write to device/);
    world.dongle.fault = undefined;
  });

  it("says what helps when it cannot be opened, and opens it later", async () => {
    world.dongle.fault = "open";
    await world.ready();
    expect(world.why).toMatch(/^The Lovense dongle cannot be opened: cannot open device\. .*udev.*\.$/);
    world.dongle.fault = undefined;
    await world.clock.advance(2_500);
    expect(world.why).toBe("usable");
  });

  it("is given up when opening hangs, and a handle that comes late is closed", async () => {
    world.dongle.fault = "open-hangs";
    const manager = world.start();
    await world.clock.advance(1_500);
    await manager.ready;
    expect(world.why).toMatch(/opening takes longer than 1500 ms/);
    world.dongle.fault = undefined;
    await world.clock.advance(2_500);
    expect([world.why, world.dongle.openHandles]).toEqual(["usable", 1]);
    await world.clock.advance(10_000);
    expect(world.dongle.openHandles).toBe(1);
  });

  it("is not listed again while listing hangs, and a list that fails is tried again", async () => {
    world.dongle.fault = "list-hangs";
    const manager = world.start();
    await world.clock.advance(30_000);
    await manager.ready;
    expect(world.dongle.lists).toBe(1);
    expect(world.why).toMatch(/listing devices takes longer than 1500 ms/);
    await manager[Symbol.asyncDispose]();
    world.dongle.fault = "list";
    await world.ready();
    expect(world.why).toMatch(/no such subsystem/);
    world.dongle.fault = undefined;
    await world.clock.advance(2_500);
    expect(world.why).toBe("usable");
  });

  it("shrugs at what cannot be read, and goes on with what follows", async () => {
    await world.ready();
    const hardware = await world.opened();
    const heard = await listen(hardware);
    const said = (data: string) => JSON.stringify({ func: "toyData", data: { id: world.toy.id, data } });
    world.dongle.sayRaw('\xff\xfe{]\r\n{"func":5}\n\n\0\0null\n{"func":"toyData","data":7}\n"}{"\n');
    world.dongle.sayRaw(`${said("one;")}${said('tw"}{o;')}\r\n${said("three;")}\n${said("fo")}`);
    world.dongle.sayRaw("\n");
    world.dongle.sayRaw("x".repeat(20_000));
    world.dongle.sayRaw(`\n${said("five;")}\n`);
    expect(heard).toEqual(["one;", 'tw"}{o;', "three;", "fo", "five;"]);
    expect(world.logged.length).toBeGreaterThanOrEqual(4);
    expect(world.logged.every((line) => line.length < 300)).toBe(true);
  });
});

describe("a toy at the Lovense dongle", () => {
  it("gets commands that need several reports whole, one after the other", async () => {
    await world.ready();
    const hardware = await world.opened();
    const long = `Pattern:${"1;".repeat(100)}`;
    await Promise.all([text(hardware, long), text(hardware, "Vibrate:1;"), text(hardware, "é;")]);
    await world.clock.advance(10);
    expect(world.toy.commands.slice(1)).toEqual([long, "Vibrate:1;", "é;"]);
    await expect(hardware.write("tx", Uint8Array.of(0xff), unsure)).rejects.toMatchObject({
      code: "hardware/write-failed",
    });
  });

  it("is heard at rx only, and only by itself", async () => {
    await world.ready();
    const hardware = await world.opened();
    const wrong: unknown[] = [];
    await hardware.subscribe("tx", (data) => wrong.push(data));
    const heard = await listen(hardware);
    world.dongle.say({ func: "toyData", data: { id: world.otherToy.id, data: "not mine;" } });
    world.toy.says("mine;");
    expect([heard, wrong]).toEqual([["mine;"], []]);
  });

  it.each([402, 403, 404])("is gone when the dongle says %i of it, and nothing is gone otherwise", async (code) => {
    await world.ready();
    const hardware = await world.opened();
    world.dongle.say({ func: "status", data: { id: world.otherToy.id, status: code } });
    world.dongle.say({ func: "error", result: 400 });
    await text(hardware, "Vibrate:1;");
    world.dongle.say({ func: "error", id: world.toy.id, result: code });
    expect(await hardware.closed).toEqual({ by: "remote", reason: `the toy left the dongle, which says ${code}` });
  });

  it("is refused while another one is in use, and found after that", async () => {
    await world.ready();
    const first = await world.opened();
    await expect(world.open(world.otherToy)).rejects.toThrow("the dongle drives one toy at a time");
    world.toy.switchOff();
    world.otherToy.switchOn();
    expect((await first.closed).by).toBe("remote");
    const scan = world.scan();
    await world.clock.advance(100);
    expect(scan.found.map(({ id }) => id)).toEqual([world.otherToy.id]);
    await text(await world.opened(world.otherToy), "Vibrate:3;");
    await world.clock.advance(10);
    expect(world.otherToy.commands).toContain("Vibrate:3;");
  });

  it("that connects by itself does not take the place of the one in use", async () => {
    await world.ready();
    const hardware = await world.opened();
    world.dongle.say({ func: "status", data: { id: world.otherToy.id, status: 202 } });
    world.toy.switchOff();
    expect((await hardware.closed).by).toBe("remote");
  });

  it("has 5 seconds to answer", async () => {
    await world.ready();
    world.toy.isStalled = true;
    const opening = world.open(world.toy);
    await world.clock.advance(5_100);
    await expect(opening).rejects.toThrow("the toy did not answer within 5000 ms");
    world.toy.isStalled = false;
    await text(await world.opened(), "Vibrate:1;");
  });

  it.each([
    [202, 403],
    [402, 202],
  ])("may leave while it connects: the dongle says %i, then %i", async (...codes) => {
    await world.ready();
    world.toy.isStalled = true;
    const opening = world.open(world.toy);
    await world.clock.advance(10);
    for (const status of codes) world.dongle.say({ func: "status", data: { id: world.toy.id, status } });
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
  });

  it("counts as connected when it answers, even if the dongle does not say so", async () => {
    await world.ready();
    world.toy.isStalled = true;
    const opening = world.open(world.toy);
    await world.clock.advance(100);
    world.dongle.say({ func: "toyData", data: { id: world.toy.id, data: "C:11:0082059AD3BD;" } });
    await expect(opening).resolves.toMatchObject({ gapMs: 75, needsKeepalive: false });
  });
});

describe("the manager of the Lovense dongle", () => {
  it.each(["", "list-hangs", "open-hangs", "checking", "searching", "connecting", "close-hangs"])(
    "can be shut down at any time: %s",
    async (state) => {
      if (state.endsWith("hangs")) world.dongle.fault = state as "list-hangs";
      world.start();
      if (state !== "checking") await world.clock.advance(300);
      if (state === "searching") world.scan();
      world.toy.isStalled = true;
      const opening = state === "connecting" ? world.open(world.toy) : undefined;
      await world.clock.advance(10);
      const disposing = world.manager[Symbol.asyncDispose]();
      await world.manager[Symbol.asyncDispose]();
      await world.clock.advance(state === "close-hangs" ? 1_500 : 0);
      await disposing;
      await world.manager.ready;
      if (opening) await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
      if (state === "searching") expect(world.asked.at(-1)).toBe("stopSearch");
      expect(world.why).toBe("The Lovense dongle was shut down.");
      if (state === "close-hangs") world.dongle.forgetHandles();
      world.dongle.unplug();
      world.dongle.plug();
    },
  );

  it("warns once that Bluetooth looks for the same toys, as soon as both are usable", async () => {
    const bluetooth = new FakeHardwareManager(world.clock, [], "bluetooth");
    bluetooth.setAvailability({ usable: false, why: "Bluetooth is off." });
    await world.ready({ bluetooth });
    expect(world.logged).toEqual([]);
    bluetooth.setAvailability({ usable: true });
    bluetooth.setAvailability({ usable: false, why: "Bluetooth is off." });
    bluetooth.setAvailability({ usable: true });
    expect(world.logged).toEqual([expect.stringMatching(/^warn lovense-dongle: .*Bluetooth compete/)]);
  });

  it("stops watching Bluetooth when it is shut down", async () => {
    const availability = new ObservableValue<Availability>({ usable: true });
    const listeners: unknown[] = [];
    const subscribe = (listener: (value: Availability) => void) => {
      listeners.push(listener);
      return () => void listeners.splice(listeners.indexOf(listener), 1);
    };
    const bluetooth = new FakeHardwareManager(world.clock, [], "bluetooth");
    Object.defineProperty(bluetooth, "availability", { value: { value: availability.value, subscribe } });
    await world.ready({ bluetooth });
    expect(listeners.length).toBe(1);
    await world.manager[Symbol.asyncDispose]();
    expect(listeners).toEqual([]);
  });

  it.each(["lookMs", "dongleLimitMs", "connectLimitMs"])("refuses a %s of 0", async (argument) => {
    await world.ready();
    const refused = { code: "usage/invalid-argument", details: { argument } };
    expect(() => new LovenseDongleHardwareManager({ [argument]: 0 })).toThrow(expect.objectContaining(refused));
  });
});
