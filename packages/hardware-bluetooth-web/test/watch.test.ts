import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { browserError } from "./fake-bluetooth.js";
import { openWorld, Toy, uuid } from "./world.js";

/** A toy that the browser can listen to, and whether it does. */
class HeardToy extends Toy {
  isHeard = false;
  starts = 0;
  override watchAdvertisements = async ({ signal }: { signal?: AbortSignal } = {}): Promise<void> => {
    this.starts += 1;
    this.isHeard = true;
    signal?.addEventListener("abort", () => {
      this.isHeard = false;
    });
  };
}

async function heardWorld(toy: HeardToy) {
  const world = await openWorld(({ granted }) => granted.push(toy));
  world.watch();
  await settle();
  return world;
}

describe("a device that was chosen before", () => {
  it("arrives when it is heard, with what it advertises", async () => {
    const toy = new HeardToy("");
    const { arrived } = await heardWorld(toy);
    expect([toy.isHeard, arrived]).toEqual([true, []]);
    const manufacturerData = new Map([[0x5d, new DataView(Uint8Array.of(9, 1, 2).buffer, 1)]]);
    toy.advertise({ name: "Toy", uuids: ["0000FFF0-0000-1000-8000-00805F9B34FB"], manufacturerData });
    const data = [{ company: 0x5d, data: Uint8Array.of(1, 2) }];
    expect(arrived).toEqual([
      { kind: "bluetooth", id: toy.id, name: "Toy", services: [uuid.service], manufacturerData: data },
    ]);
  });

  it("arrives once in 10 s, however often it advertises, and is left alone meanwhile", async () => {
    const toy = new HeardToy();
    const { arrived, clock } = await heardWorld(toy);
    for (let sent = 0; sent < 20 * 60; sent += 1) {
      if (toy.isHeard) toy.advertise();
      if (sent === 0) expect(toy.isHeard).toBe(false);
      await clock.advance(50);
    }
    expect(arrived.length).toBe(6);
    expect(toy.starts).toBe(7);
  });

  it("is not listened to while it is open, and is again afterwards", async () => {
    const toy = new HeardToy();
    const { arrived, clock, open } = await heardWorld(toy);
    toy.advertise();
    const hardware = await open(toy);
    await clock.advance(60_000);
    expect([toy.isHeard, toy.starts]).toEqual([false, 1]);
    toy.vanish();
    await hardware.closed;
    await clock.advance(10_000);
    toy.advertise();
    expect(arrived.length).toBe(2);
  });

  it("is not reported by a scan, if it would be heard", async () => {
    const { scan } = await heardWorld(new HeardToy());
    expect(await scan()).toEqual([]);
  });

  it("is reported by a scan where listening fails", async () => {
    const toy = new HeardToy();
    toy.watchAdvertisements = () => Promise.reject(browserError("NotSupportedError", "not on this system"));
    const { scan } = await heardWorld(toy);
    expect((await scan()).map(({ id }) => id)).toEqual([toy.id]);
  });

  it("is listened to as soon as that works", async () => {
    const toy = new HeardToy();
    const listen = toy.watchAdvertisements;
    toy.watchAdvertisements = () => Promise.reject(browserError("InvalidStateError", "not now"));
    const { scan, arrived } = await heardWorld(toy);
    toy.watchAdvertisements = listen;
    await scan();
    toy.advertise();
    expect(arrived.map(({ id }) => id)).toEqual([toy.id]);
  });

  it("is listened to from its first choice on", async () => {
    const { bluetooth, scan, watch } = await openWorld();
    const toy = new HeardToy();
    bluetooth.choose = async () => toy;
    watch();
    await scan();
    await settle();
    expect(toy.isHeard).toBe(true);
  });

  it("is listened to while there is an adapter", async () => {
    const toy = new HeardToy();
    const { bluetooth, clock } = await heardWorld(toy);
    bluetooth.switch(false);
    await clock.advance(60_000);
    expect([toy.isHeard, toy.starts]).toEqual([false, 1]);
    bluetooth.switch(true);
    await settle();
    expect([toy.isHeard, toy.starts]).toEqual([true, 2]);
  });

  it("is listened to for as long as somebody watches", async () => {
    const toy = new HeardToy();
    const { calledOff } = await heardWorld(toy);
    calledOff.abort();
    expect(toy.isHeard).toBe(false);
  });

  it("is not listened to any more when the manager ends", async () => {
    const toy = new HeardToy();
    const { manager, clock } = await heardWorld(toy);
    await manager[Symbol.asyncDispose]();
    toy.advertise();
    await clock.advance(60_000);
    expect([toy.isHeard, clock.pendingTimers]).toEqual([false, 0]);
  });
});
