import { ButtplugClient, type ClientDevice } from "@buttplug-ts/client";
import { toHex } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer, embeddedConnector } from "@buttplug-ts/server";
import { TestClock } from "@buttplug-ts/testing";
import { afterEach, describe, expect, it } from "vitest";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

async function connected(device: SimulatedDevice) {
  const clock = new TestClock();
  const manager = new SimulatedHardwareManager({ devices: [device], clock });
  const server = new ButtplugServer("Test", { managers: [manager], protocols, deviceDb: deviceDatabase, clock });
  const client = new ButtplugClient("Test");
  open.push(server, client);
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  for (let turns = 0; turns < 50 && client.devices.length === 0; turns += 1) await clock.advance(20);
  // The gap after what is written at first is over, too.
  await clock.advance(1_000);
  let seen = 0;
  /** What was written in so many milliseconds, and since the last look. */
  const during = async (waitMs: number) => {
    await clock.advance(waitMs);
    const fresh = device.writes.slice(seen);
    seen = device.writes.length;
    return fresh.map(({ endpoint, data, withResponse }) => `${endpoint}${withResponse ? "!" : ""}: ${toHex(data)}`);
  };
  return { only: client.devices[0] as ClientDevice, during };
}

/** Drives the first feature, lets time pass, stops and lets more time pass, also where the system needs keepalives. */
describe.each([{ needsKeepalive: false }, { needsKeepalive: true }])("with %o", (options) => {
  it("an AMN NEO is told its speed ten times a second, and nothing more after a stop", async () => {
    const { only, during } = await connected(simulate("Hgod Device", options));
    await only.feature(0)?.vibrate(1);
    expect(await during(499)).toEqual(Array(5).fill("tx: 55 04 00 00 00 0a"));
    await only.stop();
    expect(await during(60_000)).toEqual([]);
  });

  it("a Xuanhuan is told its level every 300 ms until its stop", async () => {
    const { only, during } = await connected(simulate("Xuanhuan Masturbator", options));
    await during(0);
    await only.feature(0)?.vibrate(0.5);
    expect(await during(899)).toEqual(Array(3).fill("tx!: 03 02 00 05"));
    await only.stop();
    expect(await during(4_999)).toEqual(["tx!: 03 02 00 00"]);
    expect([...new Set(await during(60_000))]).toEqual(options.needsKeepalive ? ["tx!: 03 02 00 00"] : []);
  });

  it("a Muse is told its speed twice a second until its stop", async () => {
    const { only, during } = await connected(simulate("Galaku Panty Vib", options));
    await during(0);
    await only.feature(0)?.vibrate(1);
    expect(await during(1_499)).toEqual(Array(3).fill("tx: 09 01"));
    await only.stop();
    expect(await during(4_999)).toEqual(["tx: 00 00"]);
  });

  it("a Leten is told its level every second, from the connection on and after a stop", async () => {
    const { only, during } = await connected(simulate("Leten Device", options));
    expect((await during(2_000)).slice(0, 3)).toEqual(["tx!: 04 01", "tx!: 02 00", "tx!: 02 00"]);
    await only.feature(0)?.vibrate(1);
    expect((await during(999)).at(-1)).toBe("tx!: 02 19");
    expect(await during(1_000)).toEqual(["tx!: 02 19"]);
    await only.stop();
    expect(await during(1_999)).toEqual(["tx!: 02 00", "tx!: 02 00"]);
  });

  it("a Fredorch rotary machine gets each step once, and none after a stop", async () => {
    const { only, during } = await connected(simulate("Fredorch Rotary Device", options));
    await during(0);
    await only.feature(0)?.oscillate(0.5);
    expect(await during(30_000)).toEqual(Array(10).fill("tx: 55 03 01 04 aa"));
    await only.stop();
    expect(await during(30_000)).toEqual(["tx: 55 03 24 27 aa"]);
  });
});

it("a Joycon gets a report every 15 ms, at rest and in motion", async () => {
  const { only, during } = await connected(simulate("Nintendo Joycon"));
  expect((await during(0))[0]).toBe(`tx: 01 00${" 00".repeat(8)} 48 01${" 00".repeat(52)}`);
  const rest = `tx: 10 01 00 00 41 40 00 00 41 40${" 00".repeat(54)}`;
  expect(await during(150)).toEqual(Array(10).fill(rest));
  await only.feature(0)?.vibrate(1);
  expect(await during(29)).toEqual(Array(2).fill(`tx: 10 01 a8 c8 bc 72 a8 c8 bc 72${" 00".repeat(54)}`));
  await only.stop();
  expect(await during(29)).toEqual([rest, rest]);
});

it("a machine on its way turns back where it is, or stops there", async () => {
  const device = simulate("Fredorch Rotary Device");
  const { only, during } = await connected(device);
  await during(0);
  device.faults.writeMs = 10;
  const fastest = only.feature(0)?.oscillate(1);
  const climbed = (await during(100)).length;
  expect(climbed).toBeLessThan(20);
  const slowest = only.feature(0)?.oscillate(0.05);
  const turned = await during(1_000);
  const more = turned.filter((packet) => packet === "tx: 55 03 01 04 aa").length;
  expect(more).toBeLessThan(2);
  expect(turned.slice(more)).toEqual(Array(climbed + more - 1).fill("tx: 55 03 02 05 aa"));
  const again = only.feature(0)?.oscillate(1);
  await during(50);
  const stopped = only.stop();
  expect(await during(1_000)).toEqual(["tx: 55 03 24 27 aa"]);
  await Promise.all([fastest, slowest, again, stopped]);
  device.faults.writeMs = 0;
});

it("a device of the Lovense Connect app says how full its battery is", async () => {
  const { only } = await connected(simulate("lovense-connect-max", { battery: 42 }));
  expect(await only.battery()).toBe(42);
});
