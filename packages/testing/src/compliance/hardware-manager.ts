import { type Advertisement, systemClock, toHex } from "@buttplug-ts/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  aborted,
  abortedAfter,
  anything,
  Collected,
  collect,
  expectDisconnected,
  find,
  type HardwareManagerWorld,
  openDevice,
  packetsOf,
  unfitting,
  until,
  write,
} from "./hardware-world.js";

const forgottenLimitMs = 15_000;

/** The contract of a `HardwareManager`, for every bus. */
export function hardwareManagerCompliance(name: string, open: () => Promise<HardwareManagerWorld>): void {
  describe(`${name}: hardware manager contract`, () => {
    let world: HardwareManagerWorld;
    beforeEach(async () => {
      world = await open();
      await world.manager.ready;
    });
    afterEach(async () => {
      await world.manager[Symbol.asyncDispose]();
      await world.cleanup();
    });
    const current = () => world;
    findingRules(current);
    openingRules(current);
    writingRules(current);
    incomingRules(current);
    endingRules(current);
    busRules(current);
  });
}

type World = () => HardwareManagerWorld;

function findingRules(world: World): void {
  it("has a name, and is usable once it is ready", () => {
    expect(world().manager.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(world().manager.availability.value).toMatchObject({ usable: true });
  });

  it("finds a device under the same id again", async () => {
    const { device } = world();
    const first = await find(world(), device);
    expect((await find(world(), device)).id).toBe(first.id);
    expect(first.kind).toBe(device.plan.kind);
  });

  it("ends a scan as soon as it is aborted", async () => {
    const controller = new AbortController();
    const scan = collect(world(), controller.signal);
    controller.abort();
    await scan;
    expect(await collect(world(), aborted())).toEqual([]);
  });

  it("reports a device once, not at each of its advertisements", async (context) => {
    const { device, comesByItself } = world();
    if (comesByItself) return context.skip("this bus does not scan");
    const seen: Advertisement[] = [];
    const controller = new AbortController();
    const scan = (async () => {
      for await (const each of world().manager.scan(anything, { signal: controller.signal })) {
        if (device.isMeant(each)) seen.push(each);
        if (seen.length === 1) systemClock.after(300, () => controller.abort());
      }
    })();
    await scan;
    expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(seen.length);
  });

  it("finds two devices and keeps them apart", async (context) => {
    const { other, device } = world();
    if (!other) return context.skip("this bus has one device at a time here");
    const [one, two] = [await openDevice(world(), device), await openDevice(world(), other)];
    await write(one, device.tx, packetsOf(device)[0]);
    await write(two, other.tx, packetsOf(other)[1]);
    expect(toHex(await device.received(packetsOf(device)[0].length))).toBe(toHex(packetsOf(device)[0]));
    expect(toHex(await other.received(packetsOf(other)[1].length))).toBe(toHex(packetsOf(other)[1]));
    await one[Symbol.asyncDispose]();
    await write(two, other.tx, packetsOf(other)[0]);
    expect(toHex(await other.received(packetsOf(other)[0].length))).toBe(toHex(packetsOf(other)[0]));
  });
}

function openingRules(world: World): void {
  it("takes the first plan that fits, and tells the endpoints that are there", async () => {
    const { device } = world();
    const hardware = await openDevice(world(), device, [unfitting(device.plan), device.plan]);
    expect(hardware.plan).toBe(device.plan);
    expect(hardware.endpoints).toContain(device.tx);
    expect(hardware.gapMs).toBeGreaterThanOrEqual(0);
  });

  it("opens a device that it knows without a scan, and again after it was closed", async () => {
    const { device, manager } = world();
    const { id } = await find(world(), device);
    for (const bytes of packetsOf(device).slice(0, 3)) {
      const hardware = await manager.open(id, [device.plan], { signal: new AbortController().signal });
      await write(hardware, device.tx, bytes);
      expect(toHex(await device.received(bytes.length))).toBe(toHex(bytes));
      await hardware[Symbol.asyncDispose]();
    }
  });

  it("refuses to open a device twice", async () => {
    const { device, manager } = world();
    const { id } = await find(world(), device);
    await manager.open(id, [device.plan], { signal: new AbortController().signal });
    const again = manager.open(id, [device.plan], { signal: new AbortController().signal });
    await expect(again).rejects.toMatchObject({ code: "hardware/connect-failed" });
  });

  it("refuses a device that does not exist, and plans that do not fit", { timeout: forgottenLimitMs * 2 }, async () => {
    const { device, manager } = world();
    const { signal } = new AbortController();
    const nowhere = manager.open("no-such-hardware", [device.plan], { signal });
    await expect(nowhere).rejects.toMatchObject({ code: "hardware/connect-failed" });
    const { id } = await find(world(), device);
    const unfit = manager.open(id, [unfitting(device.plan)], { signal });
    await expect(unfit).rejects.toMatchObject({ code: "hardware/connect-failed" });
    const hardware = await manager.open(id, [device.plan], { signal });
    await hardware[Symbol.asyncDispose]();
  });

  it("opens nothing for a signal that has aborted", async () => {
    const { device, manager } = world();
    const { id } = await find(world(), device);
    const opening = manager.open(id, [device.plan], { signal: aborted() });
    await expect(opening).rejects.toMatchObject({ code: "request/aborted" });
  });

  it("gives up a connection that does not come about when it is called off", async (context) => {
    const { device, manager } = world();
    if (!device.stall) return context.skip("connections on this bus cannot stall");
    const { id } = await find(world(), device);
    await device.stall();
    const controller = new AbortController();
    const opening = manager.open(id, [device.plan], { signal: controller.signal });
    systemClock.after(50, () => controller.abort());
    await expect(opening).rejects.toMatchObject({ code: "request/aborted" });
  });
}

function writingRules(world: World): void {
  it.each([true, false])("carries packets unchanged and in their order, withResponse %s", async (withResponse) => {
    const { device } = world();
    const hardware = await openDevice(world(), device);
    const packets = packetsOf(device);
    await Promise.all(packets.map((data) => hardware.write(device.tx, data, { withResponse })));
    const expected = packets.map(toHex).join(" ");
    expect(toHex(await device.received(packets.reduce((sum, { length }) => sum + length, 0)))).toBe(expected);
  });

  it("refuses endpoints that the device lacks, and a write that was called off", async () => {
    const { device } = world();
    const hardware = await openDevice(world(), device);
    const data = packetsOf(device)[0];
    const missing = { code: "hardware/endpoint-missing", details: { endpoint: "generic31" } };
    await expect(hardware.write("generic31", data, { withResponse: true })).rejects.toMatchObject(missing);
    await expect(hardware.read("generic31", { timeoutMs: 100 })).rejects.toMatchObject(missing);
    await expect(hardware.subscribe("generic31", () => {})).rejects.toMatchObject(missing);
    const calledOff = hardware.write(device.tx, data, { withResponse: true, signal: aborted() });
    await expect(calledOff).rejects.toMatchObject({ code: "request/aborted" });
  });
}

function incomingRules(world: World): void {
  it("brings what the device sends to all who listen, until they do not", async (context) => {
    const { device } = world();
    if (!device.sends) return context.skip("nothing comes in on this bus");
    const { endpoint, send } = device.sends;
    const hardware = await openDevice(world(), device);
    const [one, two] = [new Collected(), new Collected()];
    const stopOne = await hardware.subscribe(endpoint, one.add);
    const stopTwo = await hardware.subscribe(endpoint, two.add);
    await send(Uint8Array.of(1, 2));
    await send(Uint8Array.of(3));
    expect([await one.take(3), await two.take(3)]).toEqual(["01 02 03", "01 02 03"]);
    await stopOne();
    await stopOne();
    await send(Uint8Array.of(4));
    expect(await two.take(1)).toBe("04");
    await stopTwo();
    const stopThree = await hardware.subscribe(endpoint, one.add);
    await send(Uint8Array.of(5));
    expect(await one.take(1)).toBe("05");
    await stopThree();
  });

  it("reads", async (context) => {
    const { device } = world();
    if (!device.reads) return context.skip("this bus does not read");
    const hardware = await openDevice(world(), device);
    const value = await hardware.read(device.reads.endpoint, { length: device.reads.value.length, timeoutMs: 5_000 });
    expect(toHex(value)).toBe(toHex(device.reads.value));
  });

  it("settles a read that nothing answers", async (context) => {
    const { device } = world();
    if (!device.sends || device.reads) return context.skip("reads on this bus are answered, or not supported");
    const hardware = await openDevice(world(), device);
    const codes = ["hardware/no-answer", "hardware/read-failed"];
    const error = await hardware.read(device.sends.endpoint, { timeoutMs: 50 }).catch((reason: unknown) => reason);
    expect(codes).toContain((error as { code?: string }).code);
  });
}

function endingRules(world: World): void {
  it("says that this side closed the connection, and refuses what comes after", async () => {
    const { device } = world();
    const hardware = await openDevice(world(), device);
    await hardware[Symbol.asyncDispose]();
    await hardware[Symbol.asyncDispose]();
    expect(await hardware.closed).toMatchObject({ by: "local" });
    await expectDisconnected(hardware, device);
  });

  it("says that the device left, and settles what was under way", async (context) => {
    const { device } = world();
    if (!device.vanish) return context.skip("devices of this bus cannot leave here");
    const hardware = await openDevice(world(), device);
    await hardware.subscribe(device.sends?.endpoint ?? device.tx, () => {}).catch(() => {});
    await device.vanish();
    const writes = packetsOf(device).map((data) => hardware.write(device.tx, data, { withResponse: true }));
    const settled = Promise.allSettled(writes);
    expect((await hardware.closed).by).not.toBe("local");
    await settled;
    await expectDisconnected(hardware, device);
  });

  it("finds and opens a device that came back", async (context) => {
    const { device } = world();
    if (!device.vanish || !device.appear) return context.skip("devices of this bus cannot leave here");
    const first = await openDevice(world(), device);
    await device.vanish();
    await first.closed;
    await device.appear();
    const second = await openDevice(world(), device);
    await device.received(0);
    await write(second, device.tx, packetsOf(device)[0]);
    expect(toHex(await device.received(packetsOf(device)[0].length))).toBe(toHex(packetsOf(device)[0]));
  });

  it("fails to open a device that has left since it was found", { timeout: forgottenLimitMs * 2 }, async (context) => {
    const { device, manager } = world();
    if (!device.vanish) return context.skip("devices of this bus cannot leave here");
    const { id } = await find(world(), device);
    await device.vanish();
    const opening = manager.open(id, [device.plan], { signal: abortedAfter(forgottenLimitMs) });
    await expect(opening).rejects.toMatchObject({ code: expect.stringMatching(/^(hardware|request)\//) });
  });
}

function busRules(world: World): void {
  it("closes everything when it is disposed, and takes nothing more", async () => {
    const { device, manager } = world();
    const hardware = await openDevice(world(), device);
    await manager[Symbol.asyncDispose]();
    await manager[Symbol.asyncDispose]();
    expect(await hardware.closed).toMatchObject({ by: "local" });
    await expectDisconnected(hardware, device);
    const scan = collect(world(), new AbortController().signal);
    await expect(scan).rejects.toMatchObject({ code: "hardware/unavailable" });
    expect(manager.availability.value.usable).toBe(false);
  });

  it("says in a sentence that the bus is gone, and works again when it is back", async (context) => {
    const { bus, manager, device } = world();
    if (!bus) return context.skip("this bus cannot be taken away here");
    const hardware = await openDevice(world(), device);
    await bus.off();
    expect((await hardware.closed).by).not.toBe("local");
    await until(manager, false);
    expect(manager.availability.value).toMatchObject({ why: expect.stringMatching(/^[A-Z].{20,}\.$/s) });
    const scan = collect(world(), new AbortController().signal);
    await expect(scan).rejects.toMatchObject({ code: "hardware/unavailable" });
    await bus.on();
    await until(manager, true);
    const again = await openDevice(world(), device);
    await again[Symbol.asyncDispose]();
  });
}
