import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Hardware } from "@buttplug-ts/hardware";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { busDaemon, SystemBus } from "../src/system-bus.js";
import { type DbusWorld, hasDbus, openDbusWorld, openToy, rx, Scan, until } from "./dbus-world.js";

let world: DbusWorld;
beforeEach(async () => {
  world = await openDbusWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
setFlagsFromString("--no-expose-gc");

/** Bytes in use once all garbage is collected. */
async function heapBytes(): Promise<number> {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}

/** How many match rules all connections of the bus have together. */
async function matchRules(): Promise<number> {
  const bus = await SystemBus.open({ onSignal() {}, onLost() {} });
  const at = { destination: busDaemon, path: "/org/freedesktop/DBus", interface: busDaemon };
  const [names] = (await bus.call({ ...at, member: "ListNames" })) as [string[]];
  const counts = await Promise.all(
    names.filter((name) => name.startsWith(":")).map((each) => world.bluez.matchRules(each)),
  );
  bus.close();
  return counts.reduce((sum, each) => sum + each, 0);
}

const data = Uint8Array.of(1);

/** A connection with a subscription, a read and ten writes; lost or closed. */
async function oneConnection(index: number): Promise<WeakRef<Hardware>> {
  const { toy } = world;
  const hardware = await openToy(world, toy);
  let notified = 0;
  await hardware.subscribe("rx", () => {
    notified += 1;
  });
  toy.notify(rx, data);
  await until(() => notified === 1);
  await hardware.read("rxblebattery", { timeoutMs: 5_000 });
  for (let each = 0; each < 10; each += 1) await hardware.write("tx", data, { withResponse: each % 2 === 0 });
  if (index % 2 === 0) await hardware[Symbol.asyncDispose]();
  else toy.dropLink();
  await hardware.closed;
  toy.writes.length = 0;
  return new WeakRef(hardware);
}

async function connections(count: number): Promise<WeakRef<Hardware>[]> {
  const all: WeakRef<Hardware>[] = [];
  for (let index = 0; index < count; index += 1) all.push(await oneConnection(index));
  return all;
}

describe.skipIf(!hasDbus)("what is left behind", () => {
  it("by 200 connections with 2,000 writes is nothing", { timeout: 60_000 }, async () => {
    await connections(20);
    const [rules, heap] = [await matchRules(), await heapBytes()];
    const made = await connections(200);
    expect(await matchRules()).toBe(rules);
    expect((await heapBytes()) - heap).toBeLessThan(2_000_000);
    expect(made.filter((each) => each.deref() !== undefined).length).toBeLessThanOrEqual(3);
  });

  it("by 50 scans of 20 devices is nothing", { timeout: 60_000 }, async () => {
    for (let index = 16; index < 36; index += 1) {
      world.bluez.addPeripheral({ address: `AA:BB:CC:DD:EF:${index.toString(16).toUpperCase()}`, name: `${index}` });
    }
    const scans = async (count: number) => {
      for (let index = 0; index < count; index += 1) {
        const scan = new Scan(world.manager);
        await scan.report(({ name }) => name === "35");
        await scan.end();
        await until(() => !world.bluez.adapter("hci0").isDiscovering);
      }
    };
    await scans(30);
    const [rules, heap] = [await matchRules(), await heapBytes()];
    await scans(50);
    expect(await matchRules()).toBe(rules);
    expect((await heapBytes()) - heap).toBeLessThan(2_000_000);
  });
});
