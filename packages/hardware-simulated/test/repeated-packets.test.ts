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

/** The device behind a server that has just connected it, and what it was written since the last look. */
async function connected(device: SimulatedDevice) {
  const clock = new TestClock();
  const managers = [new SimulatedHardwareManager({ devices: [device], clock })];
  const server = new ButtplugServer("Test", { managers, protocols, deviceDb: deviceDatabase, clock });
  const client = new ButtplugClient("Test");
  open.push(server, client);
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  for (let turn = 0; turn < 50 && client.devices.length === 0; turn += 1) await settle();
  let seen = 0;
  const news = () => {
    const writes = device.writes.slice(seen).map(({ data }) => toHex(data));
    seen = device.writes.length;
    return writes;
  };
  const only = client.devices[0] as ClientDevice;
  /** Full strength of the first motor, once earlier writes are a gap ago; devices with several motors gather commands. */
  const drive = async () => {
    await clock.advance(80);
    news();
    const written = only.feature(0)?.vibrate(1);
    await clock.advance(4);
    await written;
  };
  return { clock, news, only, drive };
}

const still = `03 12${" 00".repeat(18)}`;
const full = "03 12 f3 00 fc 00 fe 40 01 fc ff 00 fc 00 fe 40 01 fc ff 00";
const cases = [
  { model: "mizz-zee-device-v3", everyMs: 200, connect: [still], full, rest: still },
  { model: "MysteryVibe Poco", everyMs: 93, connect: ["43 02 00", "00 00"], full: "38 00", rest: "00 00" },
  { model: "MysteryVibe Molto", everyMs: 93, connect: ["03 02 40", "00"], full: "38", rest: "00" },
  { model: "Sexverse Tay 9", everyMs: 100, connect: ["a1 04 00 01"], full: "a1 04 14 01", rest: "a1 04 00 01" },
];

describe("a device whose packets last for a moment only", () => {
  it.each(cases)("is at rest once connected, and told again every $everyMs ms: $model", async (expected) => {
    const { everyMs, full, rest } = expected;
    const device = simulate(expected.model);
    const { clock, news, drive } = await connected(device);
    expect(news()).toEqual(expected.connect);
    await clock.advance(everyMs);
    expect(news()).toEqual([rest]);
    await drive();
    expect(news()).toEqual([full]);
    const agoMs = clock.now() - (device.writes.at(-1)?.atMs ?? 0);
    await clock.advance(everyMs - agoMs - 1);
    expect(news()).toEqual([]);
    await clock.advance(1 + everyMs);
    expect(news()).toEqual([full, full]);
  });

  it.each(cases)("is told nothing but rest after a stop: $model", async ({ model, everyMs, rest }) => {
    const { clock, news, only, drive } = await connected(simulate(model));
    await drive();
    news();
    const stopped = only.stop();
    await settle();
    await stopped;
    await clock.advance(3 * everyMs);
    expect(news()).toEqual([rest, rest, rest, rest]);
  });

  it("can be a Zeus, whose motors are both brought to rest", async () => {
    const { clock, news, only } = await connected(simulate("Sexverse Zeus"));
    const rest = ["a1 04 00 01", "a1 04 00 02"];
    expect(news()).toEqual(rest);
    await clock.advance(80);
    const driven = [only.feature(0)?.vibrate(0.5), only.feature(1)?.oscillate(1)];
    await clock.advance(10);
    await Promise.all(driven);
    expect(news()).toEqual(["a1 04 0a 01", "a1 04 14 02"]);
    const stopped = only.stop();
    await settle();
    await stopped;
    expect(news()).toEqual(rest);
  });
});
