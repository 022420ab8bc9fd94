import type { Advertisement } from "@buttplug-ts/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DongleWorld, nothingLeft } from "./dongle-world.js";

let world: DongleWorld;

beforeEach(() => {
  world = new DongleWorld();
});

afterEach(async () => {
  expect(await world.remains()).toEqual(nothingLeft);
  expect(world.clock.pendingTimers).toBe(0);
});

describe("the Lovense dongle, looking for toys", () => {
  it("is asked nothing before it answered, or 250 ms have passed", async () => {
    world.start();
    await world.clock.advance(249);
    const early = world.scan();
    await expect(early.end).resolves.toMatchObject({ code: "hardware/unavailable" });
    await expect(world.open(world.toy)).rejects.toMatchObject({ code: "hardware/connect-failed" });
    expect(world.dongle.requests).toEqual(['{"type":"toy","func":"statuss"}']);
    await world.clock.advance(51);
    expect(world.why).toBe("usable");
  });

  it("reports a toy as what Lovense's toys on Bluetooth are, and stops searching", async () => {
    await world.ready();
    const scan = world.scan();
    await world.clock.advance(100);
    expect(await scan.end).toBe("over");
    const toy = { kind: "bluetooth", id: world.toy.id, name: "LVS-DongleDevice", services: [], manufacturerData: [] };
    expect(scan.found).toEqual([toy]);
    expect(world.dongle.requests.slice(1)).toEqual([
      '{"type":"toy","func":"search"}',
      '{"type":"usb","func":"stopSearch"}',
    ]);
  });

  it("searches again when the dongle stops by itself, and finds a toy that is switched on late", async () => {
    world.toy.switchOff();
    await world.ready();
    const scan = world.scan();
    await world.clock.advance(7_000);
    expect(world.asked).toEqual(["statuss", "search", "search", "search"]);
    world.toy.switchOn();
    await world.clock.advance(2_500);
    expect(scan.found.map(({ id }) => id)).toEqual([world.toy.id]);
  });

  it("does not ask a dongle without a pause that ends every search at once", async () => {
    world.toy.switchOff();
    await world.ready();
    const scan = new AbortController();
    world.scan(scan.signal);
    for (let second = 0; second < 60; second += 0.1) {
      world.dongle.say({ type: "usb", func: "search", result: 206 });
      await world.clock.advance(100);
    }
    expect(world.asked.filter((func) => func === "search").length).toBeLessThanOrEqual(61);
    scan.abort();
  });

  it("stops the search when the scan is called off, and starts the next one after that", async () => {
    world.toy.switchOff();
    await world.ready();
    const first = new AbortController();
    const { end } = world.scan(first.signal);
    await world.clock.advance(50);
    first.abort();
    expect(await end).toBe("over");
    const second = new AbortController();
    world.scan(second.signal);
    await world.clock.advance(50);
    expect(world.asked).toEqual(["statuss", "search", "stopSearch", "search"]);
    second.abort();
  });

  it("waits no longer than a second for the end of a search", async () => {
    await world.ready();
    world.dongle.isLockedUp = true;
    const scan = new AbortController();
    world.scan(scan.signal);
    await world.clock.advance(10);
    scan.abort();
    const opening = world.open(world.toy);
    await world.clock.advance(1_000);
    expect(world.asked).toEqual(["statuss", "search", "stopSearch", "command"]);
    await world.clock.advance(5_000);
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
    world.dongle.isLockedUp = false;
  });

  it("says so when the dongle is silent, and goes on trying", async () => {
    await world.ready();
    world.dongle.isLockedUp = true;
    const scan = new AbortController();
    world.scan(scan.signal);
    await world.clock.advance(30_000);
    expect(world.logged).toEqual(["warn lovense-dongle: the dongle is silent; plug it out and in again"]);
    world.dongle.isLockedUp = false;
    await world.clock.advance(25_000);
    scan.abort();
    expect(world.asked.filter((func) => func === "search").length).toBe(3);
  });

  it("calls a dongle silent only if nothing was heard", async () => {
    await world.ready();
    world.dongle.isLockedUp = true;
    const scan = new AbortController();
    world.scan(scan.signal);
    await world.clock.advance(100);
    world.dongle.say({ type: "usb", func: "search", result: 205 });
    await world.clock.advance(25_000);
    scan.abort();
    expect(world.logged).toEqual([]);
    world.dongle.isLockedUp = false;
  });

  it("ends a scan for a connection, which begins after the search has stopped", async () => {
    world.toy.switchOff();
    await world.ready();
    const scan = world.scan();
    await world.clock.advance(50);
    world.otherToy.switchOn();
    await world.opened(world.otherToy);
    expect(await scan.end).toBe("over");
    expect(world.asked).toEqual(["statuss", "search", "stopSearch", "command"]);
  });

  it("goes on with a scan after a connection that did not come about, such as to a lost toy that stays off", async () => {
    world.toy.switchOff();
    await world.ready();
    const scan = world.scan();
    await world.clock.advance(50);
    const opening = world.open(world.toy);
    await world.clock.advance(6_000);
    await expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
    world.otherToy.switchOn();
    await world.clock.advance(2_500);
    expect([await scan.end, scan.found.map(({ id }) => id)]).toEqual(["over", [world.otherToy.id]]);
  });

  it("ends a scan at once while a toy is in use", async () => {
    await world.ready();
    await world.opened();
    const scan = world.scan();
    await world.clock.advance(0);
    expect(await scan.end).toBe("over");
    expect([scan.found, world.asked.includes("search")]).toEqual([[], false]);
  });

  it("tells whoever watches of a toy that is connected from the beginning, and opens it without a word", async () => {
    world.dongle.connected = world.toy;
    const arrivals: Advertisement[] = [];
    world.start().watch((each) => arrivals.push(each), { signal: new AbortController().signal });
    await world.clock.advance(10);
    expect(arrivals.map(({ id }) => id)).toEqual([world.toy.id]);
    const late: Advertisement[] = [];
    world.manager.watch((each) => late.push(each), { signal: new AbortController().signal });
    await world.clock.advance(0);
    expect(late).toEqual(arrivals);
    const called = new AbortController();
    world.manager.watch((each) => late.push(each), { signal: called.signal });
    called.abort();
    await world.clock.advance(0);
    expect(late.length).toBe(1);
    await world.opened();
    expect(world.asked).toEqual(["statuss"]);
  });

  it("tells whoever watches of a toy that connects by itself, also while it searches", async () => {
    world.toy.switchOff();
    await world.ready();
    const watching = new AbortController();
    const arrivals: string[] = [];
    world.manager.watch(({ id }) => arrivals.push(id), { signal: watching.signal });
    const scan = world.scan();
    await world.clock.advance(50);
    world.dongle.say({ type: "toy", func: "status", data: { id: "A", status: 202 } });
    await world.clock.advance(50);
    expect([arrivals, scan.found.map(({ id }) => id)]).toEqual([["A"], ["A"]]);
    watching.abort();
    world.dongle.say({ type: "toy", func: "status", data: { id: "B", status: 202 } });
    expect(arrivals).toEqual(["A"]);
  });

  it("takes a minute of twenty finds a second calmly", async () => {
    await world.ready();
    const arrivals: string[] = [];
    world.manager.watch(({ id }) => arrivals.push(id), { signal: new AbortController().signal });
    const timers = world.clock.pendingTimers;
    for (let count = 0; count < 1_200; count += 1) {
      world.dongle.say({ type: "toy", func: "toyData", data: { id: `toy ${count}` } });
      await world.clock.advance(50);
    }
    expect([arrivals, world.asked, world.clock.pendingTimers]).toEqual([[], ["statuss"], timers]);
  });
});
