import { ButtplugClient, type ClientDevice } from "@buttplug-ts/client";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer, embeddedConnector } from "@buttplug-ts/server";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";

/** A client that sees one simulated device through a real server, all on one test clock. */
async function world(model: string) {
  const clock = new TestClock();
  const device = simulate(model, { gapMs: 0 });
  const managers = [new SimulatedHardwareManager({ devices: [device], clock })];
  const server = new ButtplugServer("Test", { managers, protocols, deviceDb: deviceDatabase, clock });
  const client = new ButtplugClient("Test", { clock });
  await client.connect(embeddedConnector(server));
  const scan = async () => {
    await client.startScanning();
    await clock.advance(10_000);
  };
  const found = () => client.devices[0] as ClientDevice;
  const bytes = () => device.writes.map(({ data }) => String.fromCharCode(...data));
  return { clock, device, client, scan, found, bytes };
}

describe("a simulated device", () => {
  it("that refuses a connection is found by a later scan", async () => {
    const { device, client, scan } = await world("Lovense Hush");
    device.faults.refuseConnections = 1;
    await scan();
    expect(client.devices).toEqual([]);
    await scan();
    expect(client.devices.map(({ name }) => name)).toEqual(["Lovense Hush"]);
  });

  it("whose write fails rejects the command and is brought to rest before it is dropped", async () => {
    const { device, client, scan, found, bytes } = await world("Lovense Hush");
    await scan();
    device.faults.failWrites = 1;
    await expect(found().vibrate(1)).rejects.toMatchObject({ code: "hardware/write-failed" });
    await settle();
    expect(bytes().at(-1)).toBe("Vibrate:0;");
    expect([client.devices.length, device.connected]).toEqual([0, false]);
  });

  it("that loses a write seems to obey and does not", async () => {
    const { device, scan, found } = await world("Lovense Hush");
    await scan();
    device.faults.loseWrites = 1;
    await found().vibrate(1);
    expect(device.levels[0]?.value).toBe(0);
    await found().vibrate(0.5);
    expect(device.levels[0]?.value).toBe(10);
  });

  it("on a slow bus takes its time for each write, and newer values overtake", async () => {
    const { clock, device, scan, found, bytes } = await world("Lovense Hush");
    await scan();
    device.faults.writeMs = 200;
    const results = [0.1, 0.2, 0.3].map((level) => found().vibrate(level));
    await clock.advance(0);
    results.push(found().vibrate(1));
    await clock.advance(400);
    await Promise.all(results);
    expect(bytes().slice(-2)).toEqual(["Vibrate:6;", "Vibrate:20;"]);
  });

  it("that does not answer is identified by its name after the attempts of its protocol", async () => {
    const { device, client, scan, bytes } = await world("Lovense Hush");
    device.faults.loseAnswers = 6;
    await scan();
    expect(bytes().filter((text) => text === "DeviceType;")).toHaveLength(6);
    expect(client.devices.map(({ name }) => name)).toEqual(["Lovense Hush"]);
  });

  it("whose answer is late is waited for", async () => {
    const { clock, device, scan, found } = await world("Lovense Hush");
    await scan();
    device.faults.answerMs = 3_000;
    const battery = found().battery();
    await clock.advance(3_000);
    expect(await battery).toBe(device.battery);
  });

  it("that answers nonsense is not believed", async () => {
    const { clock, device, scan, found } = await world("Lovense Hush");
    await scan();
    device.faults.wrongAnswers = [new TextEncoder().encode("banana;")];
    const battery = found().battery();
    const failure = expect(battery).rejects.toMatchObject({ code: "hardware/no-answer" });
    await clock.advance(5_000);
    await failure;
  });
});
