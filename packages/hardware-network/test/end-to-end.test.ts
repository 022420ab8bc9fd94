import { deviceDatabase } from "@buttplug-ts/device-db";
import { extendDatabase } from "@buttplug-ts/device-db/device-files";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { expect, it, onTestFinished } from "vitest";
import { type NetworkDevice, NetworkHardwareManager } from "../src/index.js";
import { TcpStroker, UdpStroker } from "./far-stroker.js";

/** A model with an axis and a motor, as its owner may describe it. */
const sr6 = `
protocol: tcode-v03
models:
  - id: my-sr6
    name: My SR6
    identifiers: [SR6]
    features:
      - { label: Vibrator, vibrate: [0, 99] }
      - { label: Stroke, hwPositionWithDuration: { range: [0, 1000], durationMs: [0, 10000] } }
`;

async function connect(devices: readonly NetworkDevice[]) {
  const managers = [new NetworkHardwareManager({ devices })];
  const { database: deviceDb, problems } = extendDatabase(deviceDatabase, [{ name: "sr6.yaml", text: sr6 }]);
  expect(problems).toEqual([]);
  const server = createServer("Test", { managers, deviceDb });
  const client = new ButtplugClient("Test");
  onTestFinished(async () => {
    await client.disconnect();
    await server.close();
  });
  await client.connect(embeddedConnector(server));
  const scanned = client.events("scanningFinished").next();
  await client.startScanning();
  await scanned;
  return { client, server };
}

it.each([
  ["UDP", () => UdpStroker.open()],
  ["TCP", () => TcpStroker.open()],
])("moves a stroker over %s that is named and nothing else", async (_, open) => {
  const stroker = await open();
  onTestFinished(() => stroker.close());
  const { client } = await connect([{ address: stroker.address }]);
  const [device] = client.devices;
  expect(device?.name).toBe("TCode v0.3 (Single Linear Axis)");
  await device?.position(0.5, { durationMs: 250 });
  await stroker.until((text) => text === "L0500I250\n");
});

it("stops a motor over UDP again and again, also when the server ends", async () => {
  const stroker = await UdpStroker.open();
  onTestFinished(() => stroker.close());
  const { client, server } = await connect([{ address: stroker.address, name: "SR6" }]);
  const [device] = client.devices;
  expect(device?.name).toBe("My SR6");
  await device?.vibrate(1);
  await stroker.until((text) => text.includes("V099\n"));
  await server.close();
  await stroker.until((text) => text.endsWith("V000\nV000\nV000\n"));
});
