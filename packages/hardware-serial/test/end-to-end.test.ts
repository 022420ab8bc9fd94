import { memoryConfigStore } from "@buttplug-ts/core";
import { ButtplugClient, type ClientDevice } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { SerialHardwareManager } from "../src/index.js";
import { hasSocat, SerialCable } from "./serial-cable.js";

/** A client and a server whose owner said of each cable that a T-Code device is at its end. */
async function setUp(...cables: readonly SerialCable[]) {
  const devices = cables.map(({ port }, index) => ({
    hardware: `serial/${port}`,
    protocol: "tcode-v03",
    name: `Stroker ${index}`,
    index: index + 3,
  }));
  const config = memoryConfigStore({ config: JSON.stringify({ version: 1, devices }) });
  const managers = [new SerialHardwareManager({ watchIntervalMs: 20 })];
  const server = createServer("Server", { managers, config });
  const client = new ButtplugClient("App");
  onTestFinished(async () => {
    await client.disconnect();
    await server.close();
    for (const cable of cables) await cable[Symbol.asyncDispose]();
  });
  await client.connect(embeddedConnector(server));
  const added = next(client, "deviceAdded", cables.length);
  await client.startScanning();
  const found = await added;
  return { client, devices: found.sort((a, b) => a.index - b.index) };
}

async function next(
  client: ButtplugClient,
  event: "deviceAdded" | "deviceRemoved",
  count: number,
): Promise<ClientDevice[]> {
  const seen: ClientDevice[] = [];
  for await (const device of client.events(event)) if (seen.push(device) === count) break;
  return seen;
}

describe.skipIf(!hasSocat)("from a client to T-Code on serial ports, where there is socat", () => {
  it("moves two devices at once, each on its own port", async () => {
    const [left, right] = [await SerialCable.open(), await SerialCable.open()];
    const { devices } = await setUp(left, right);
    expect(devices.map(({ name, displayName, index }) => [name, displayName, index])).toEqual([
      ["TCode v0.3 (Single Linear Axis)", "Stroker 0", 3],
      ["TCode v0.3 (Single Linear Axis)", "Stroker 1", 4],
    ]);
    const [one, two] = devices as [ClientDevice, ClientDevice];
    await Promise.all([one.position(0.5, { durationMs: 250 }), two.position(1, { durationMs: 100 })]);
    expect([await left.receivedText("\n"), await right.receivedText("\n")]).toEqual(["L0500I250\n", "L01000I100\n"]);
    await one.position(0.25);
    expect(await left.receivedText("\nR0250\n")).toBe("L0250\nR0250\n");
  });

  it("loses a device that is unplugged in the middle of a write, and has it back under its index", async () => {
    const [cable, other] = [await SerialCable.open(), await SerialCable.open()];
    const { client, devices } = await setUp(cable, other);
    const [device, healthy] = devices as [ClientDevice, ClientDevice];
    await cable.jam();
    const removed = next(client, "deviceRemoved", 1);
    const moving = device.position(0.5, { durationMs: 100 });
    const outcome = expect(moving).rejects.toMatchObject({ code: expect.stringMatching(/^(hardware|device)\//) });
    await healthy.position(0.1, { durationMs: 100 });
    expect(await other.receivedText("\n")).toBe("L0100I100\n");
    await cable.unplug();
    await outcome;
    expect((await removed).map(({ index }) => index)).toEqual([3]);
    const added = next(client, "deviceAdded", 1);
    await cable.plugIn();
    const [again] = await added;
    expect(again?.index).toBe(3);
    await again?.position(0.75, { durationMs: 100 });
    expect(await cable.receivedText("\n")).toContain("L0750I100\n");
    await expect(device.position(0, { durationMs: 100 })).rejects.toMatchObject({ code: "device/gone" });
  });
});
