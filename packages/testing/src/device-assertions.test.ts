import { ButtplugClient } from "@buttplug-ts/client";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer, embeddedConnector } from "@buttplug-ts/server";
import { expect, it } from "vitest";
import { nextPacket, packetsOf, restlessOutputs } from "./device-assertions.js";
import { TestClock } from "./test-clock.js";

async function connected() {
  const clock = new TestClock();
  const devices = [simulate("Lovense Nora"), simulate("Aneros Vivi"), simulate("Lovense Solace Pro")];
  const managers = [new SimulatedHardwareManager({ devices, clock })];
  const server = new ButtplugServer("Test", { managers, protocols, deviceDb: deviceDatabase, clock });
  const client = new ButtplugClient("Test", { clock });
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  await clock.advance(1_000);
  const [nora, vivi, solace] = devices as [(typeof devices)[0], (typeof devices)[0], (typeof devices)[0]];
  return {
    clock,
    client,
    nora,
    vivi,
    solace,
    named: (name: string) => client.devices.find((each) => each.name === name),
  };
}

it("packets are shown as text where they are text, else as bytes", async () => {
  const { client, clock, nora, vivi } = await connected();
  const driven = Promise.all(client.devices.map((device) => device.hasOutput("vibrate") && device.vibrate(0.5)));
  await clock.advance(100);
  await driven;
  expect(packetsOf(nora)).toEqual(['tx "DeviceType;"', 'tx "Vibrate:10;"']);
  expect(packetsOf(vivi)).toEqual(["tx f1 40", "tx f2 40"]);
});

it("restless outputs are named with their level; positions count as at rest", async () => {
  const { client, clock, nora, vivi, solace, named } = await connected();
  const driven = [named("Lovense Nora")?.rotate(-0.5), named("Lovense Solace Pro")?.position(1, { durationMs: 100 })];
  await clock.advance(1_000);
  await Promise.all(driven);
  expect(restlessOutputs(nora, vivi, solace)).toEqual(["Lovense Nora: rotate -10"]);
  await client.stopAll();
  expect(restlessOutputs(nora, vivi, solace)).toEqual([]);
});

it("the next packet is the next that is wanted, and none in time says what came instead", async () => {
  const { clock, nora, named } = await connected();
  const rotation = nextPacket(nora, (packet) => packet.includes("Rotate:"), { clock });
  const missing = nextPacket(nora, (packet) => packet.includes("Air"), { clock, timeoutMs: 500 });
  const failure = expect(missing).rejects.toMatchObject({
    code: "request/timeout",
    message: /500 ms; it got tx "Rotate/,
  });
  const rotated = named("Lovense Nora")?.rotate(0.5);
  await clock.advance(500);
  await rotated;
  expect(await rotation).toBe('tx "Rotate:10;"');
  await failure;
});
