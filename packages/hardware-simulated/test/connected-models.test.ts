import { ButtplugClient, type ClientDevice } from "@buttplug-ts/client";
import { toHex } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer, embeddedConnector } from "@buttplug-ts/server";
import { settle, TestClock } from "@buttplug-ts/testing";
import { afterEach, describe, expect, it } from "vitest";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each[Symbol.asyncDispose]();
});

/** A client of a server that has found these devices, on a clock that stands still. */
async function connected(...devices: SimulatedDevice[]) {
  const clock = new TestClock();
  const server = new ButtplugServer("Test", {
    managers: [new SimulatedHardwareManager({ devices, clock })],
    protocols,
    deviceDb: deviceDatabase,
    clock,
    random: (count) => Uint8Array.from({ length: count }, (_, index) => 26 + index),
  });
  const client = new ButtplugClient("Test");
  open.push(server, client);
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  await clock.advance(5_000);
  return { clock, client, only: client.devices[0] as ClientDevice };
}

const writesOf = ({ writes }: SimulatedDevice) =>
  writes.map(({ endpoint, data, withResponse }) => `${endpoint}${withResponse ? "!" : ""}: ${toHex(data)}`);

describe("a simulated device behind a real server", () => {
  it("is a Satisfyer that is started, brought to rest and kept alive every three seconds", async () => {
    const device = simulate("Satisfyer Double Flex");
    const { clock, only } = await connected(device);
    const rest = `tx: ${Array(12).fill("00").join(" ")}`;
    expect(writesOf(device)).toEqual(["command!: 01", rest, rest]);
    const driven = [0.5, 0.25].map((level, index) => only.feature(index)?.vibrate(level));
    await clock.advance(100);
    await Promise.all(driven);
    const level = "tx: 32 32 32 32 19 19 19 19 00 00 00 00";
    await clock.advance(2_900);
    expect(writesOf(device).slice(3)).toEqual([level]);
    await clock.advance(3_100);
    expect(writesOf(device).slice(3)).toEqual([level, level, level]);
    expect(device.levels.map(({ value }) => value)).toEqual([50, 25, 0]);
  });

  it("is a VibCrafter whose handshake draws from the server's randomness", async () => {
    const device = simulate("VibCrafter Hayden");
    const { client } = await connected(device);
    expect(client.devices).toHaveLength(1);
    const other = simulate("VibCrafter Hayden");
    await connected(other);
    expect(writesOf(other)).toEqual(writesOf(device));
    expect(writesOf(device)).toHaveLength(2);
  });

  it("is a T-Code machine at the configured port, whose lines are 20 ms apart", async () => {
    const device = simulate("TCode v0.3 (Single Linear Axis)");
    expect(device.advertisement).toEqual({ kind: "serial", id: "", port: "default" });
    const { clock, only } = await connected(device);
    expect(only.messageGapMs).toBe(20);
    const startMs = clock.now();
    await only.position(0.5);
    const second = only.position(0.25);
    const third = only.position(0.75, { durationMs: 500 });
    await clock.advance(19);
    expect(device.writes).toHaveLength(1);
    await clock.advance(1);
    await Promise.all([second, third]);
    expect(device.writes.map(({ atMs }) => atMs - startMs)).toEqual([0, 20]);
    expect(writesOf(device)[1]).toBe("tx: 4c 30 37 35 30 49 35 30 30 0a");
    await only.stop();
    expect(device.writes).toHaveLength(2);
  });

  it("is a Keon of the third generation, of which nobody knows where its battery is", async () => {
    const device = simulate("kiiroo-keon-keon-wifi");
    const { only } = await connected(device);
    await expect(only.battery()).rejects.toMatchObject({ code: "hardware/endpoint-missing" });
    await only.position(1, { durationMs: 500 });
    expect(writesOf(device)).toEqual(["tx: 03 00 28 63"]);
  });

  it("is a Handy that moves by messages with response, 50 ms apart, and is pinged where the system needs it", async () => {
    const device = simulate("The Handy", { needsKeepalive: true });
    const { clock, only } = await connected(device);
    expect(only.messageGapMs).toBe(50);
    await only.position(0.5, { durationMs: 500 });
    expect(device.levels.map(({ value }) => value)).toEqual([50]);
    await clock.advance(5_000);
    expect(writesOf(device).at(-1)).toBe("tx!: 0a 06 b2 06 03 08 e7 07");
    expect(device.levels.map(({ value }) => value)).toEqual([50]);
  });

  it("is an Oh!, which is asked two questions, vibrates by numbered requests, and stops by one", async () => {
    const device = simulate("The Oh!", { needsKeepalive: true });
    const { clock, only } = await connected(device);
    const questions = ["tx: 08 01 12 05 10 01 b2 2c 00", "tx: 08 01 12 05 10 02 ca 2c 00"];
    // It has been silent for five seconds.
    expect(writesOf(device)).toEqual([...questions, "tx!: 10 01 ca 2c 00"]);
    const driven = only.vibrate(0.5);
    await clock.advance(50);
    await driven;
    expect(device.levels.map(({ value }) => value)).toEqual([50]);
    await only.stop();
    expect(device.levels.map(({ value }) => value)).toEqual([0]);
    expect(writesOf(device).slice(3)).toEqual([
      "tx!: 08 01 12 0c 10 02 a2 38 07 0d 00 00 00 3f 10 64",
      "tx!: 08 01 12 05 10 03 aa 38 00",
    ]);
  });

  it("is a sprayer, which no keepalive makes spray again, and a machine that is kept alive", async () => {
    const sprayer = simulate("Sinloli Piupiu", { needsKeepalive: true });
    const { clock, only } = await connected(sprayer);
    expect(writesOf(sprayer)).toEqual([]);
    await only.feature(0)?.spray(1);
    await clock.advance(20_000);
    await only.stop();
    expect(writesOf(sprayer)).toEqual(["tx: cc 0b 01 0c"]);
    const machine = simulate("Hismith Ukulele", { needsKeepalive: true });
    const kept = await connected(machine);
    const before = writesOf(machine).length;
    await kept.clock.advance(10_000);
    expect(writesOf(machine).slice(before)).toEqual(Array(2).fill("tx: cc 03 00 03"));
  });

  it("is a JoyHub device whose spray ends after a second", async () => {
    const device = simulate("JoyHub Dodge");
    const { clock, only } = await connected(device);
    const sprayed = only.feature(7)?.spray(1);
    // Commands are gathered for 4 ms.
    await clock.advance(4);
    await sprayed;
    await clock.advance(999);
    expect(writesOf(device)).toEqual(["tx: a0 24 01 00 01 ff"]);
    await clock.advance(1);
    expect(writesOf(device)).toEqual(["tx: a0 24 01 00 01 ff", "tx: a0 24 00 00 00 00"]);
    await clock.advance(10_000);
    expect(writesOf(device)).toHaveLength(2);
  });
});

describe("a simulated serial port", () => {
  it("has tx and rx, no gap of its own, and takes its own protocol only", async () => {
    const device = simulate("TCode v0.3 (Single Linear Axis)");
    const manager = new SimulatedHardwareManager({ devices: [device] });
    const { signal } = new AbortController();
    const plan = (protocol: string) => ({ kind: "serial", protocol }) as const;
    await expect(manager.open(device.address, [plan("nobra")], { signal })).rejects.toMatchObject({
      code: "hardware/connect-failed",
    });
    const hardware = await manager.open(device.address, [plan("nobra"), plan("tcode-v03")], { signal });
    expect(hardware).toMatchObject({ plan: { protocol: "tcode-v03" }, endpoints: ["tx", "rx"], gapMs: 0 });
    const heard: Uint8Array[] = [];
    await hardware.subscribe("rx", (data) => heard.push(data));
    device.inject("rx", Uint8Array.of(0x0a));
    await settle();
    expect(heard).toEqual([Uint8Array.of(0x0a)]);
  });

  it("is not found with a Bluetooth plan, nor a Bluetooth device with a serial one", async () => {
    const [serial, bluetooth] = [simulate("TCode v0.3 (Single Linear Axis)"), simulate("Aneros Vivi")];
    const manager = new SimulatedHardwareManager({ devices: [serial, bluetooth] });
    const { signal } = new AbortController();
    const failed = { code: "hardware/connect-failed" };
    const aneros = deviceDatabase.plan("aneros", "bluetooth");
    await expect(manager.open(serial.address, aneros ? [aneros] : [], { signal })).rejects.toMatchObject(failed);
    const plan = { kind: "serial", protocol: "aneros" } as const;
    await expect(manager.open(bluetooth.address, [plan], { signal })).rejects.toMatchObject(failed);
  });
});

it("a simulated device has every endpoint of its protocol, in as few services as that takes", async () => {
  const device = simulate("Satisfyer Double Flex");
  const manager = new SimulatedHardwareManager({ devices: [device] });
  const plan = deviceDatabase.plan("satisfyer", "bluetooth");
  const hardware = await manager.open(device.address, plan ? [plan] : [], { signal: new AbortController().signal });
  expect([...hardware.endpoints].sort()).toEqual(["command", "rxblemodel", "tx"]);
  expect([...(await hardware.read("rxblemodel", { timeoutMs: 0 }))]).toEqual([0x00, 0x00, 0x27, 0x51]);
  expect(device.advertisement).toMatchObject({
    name: "SF Double Flex",
    manufacturerData: [{ company: 93, data: Uint8Array.of(0x00, 0x00, 0x27, 0x51) }],
  });
});
