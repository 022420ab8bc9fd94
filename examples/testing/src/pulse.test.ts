// #region setup
import { packetsOf, restlessOutputs, TestClock } from "@buttplug-ts/testing";
import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { expect, it, onTestFinished } from "vitest";
import { pulse } from "./pulse.js";

/** A client that sees these simulated devices, and the clock that all of it runs on. */
async function connect(...devices: SimulatedDevice[]) {
  const clock = new TestClock();
  const managers = [new SimulatedHardwareManager({ devices, clock })];
  const server = createServer("Test Server", { managers, clock });
  const client = new ButtplugClient("Test", { clock });
  onTestFinished(async () => {
    await client.disconnect();
    await server.close();
    expect(clock.pendingTimers).toBe(0);
  });
  await client.connect(embeddedConnector(server));
  const scanned = client.events("scanningFinished").next();
  await client.startScanning();
  await scanned;
  const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
  return { client, clock, wait };
}

const levelsOf = (device: SimulatedDevice) => device.levels.map(({ value }) => value);
// #endregion

// #region levels
it("vibrates every other second", async () => {
  const vivi = simulate("Aneros Vivi");
  const { client, clock, wait } = await connect(vivi);
  const pulsing = pulse(client, { times: 2, wait });
  await clock.advance(500);
  expect(levelsOf(vivi)).toEqual([64, 64]);
  await clock.advance(1000);
  expect(levelsOf(vivi)).toEqual([0, 0]);
  await clock.advance(1000);
  expect(levelsOf(vivi)).toEqual([64, 64]);
  await clock.advance(2000);
  expect(await pulsing).toBe("Done");
  expect(restlessOutputs(vivi)).toEqual([]);
});
// #endregion

// #region writes
it("sends these bytes and no others", async () => {
  const nora = simulate("Lovense Nora");
  const { client, clock, wait } = await connect(nora);
  const before = nora.writes.length; // what was said while it connected
  const pulsing = pulse(client, { times: 1, wait });
  await clock.advance(3000);
  await pulsing;
  expect(packetsOf(nora).slice(before)).toEqual(['tx "Vibrate:10;"', 'tx "Vibrate:0;"', 'tx "Rotate:0;"']);
});
// #endregion

// #region vanish
it("stops the others when a device leaves in the middle of a command", async () => {
  const [vivi, nora] = [simulate("Aneros Vivi"), simulate("Lovense Nora")];
  const { client, clock, wait } = await connect(vivi, nora);
  vivi.vanishOnWrite(1);
  const pulsing = pulse(client, { times: 1, wait });
  await clock.advance(3000);
  expect(await pulsing).toBe("Stopped: hardware/disconnected");
  expect(restlessOutputs(nora)).toEqual([]);
});
// #endregion

// #region stall
it("gives up on a device whose bus hangs", async () => {
  const vivi = simulate("Aneros Vivi");
  const { client, clock, wait } = await connect(vivi);
  vivi.stall();
  const pulsing = pulse(client, { times: 1, wait });
  await clock.advance(5000);
  expect(await pulsing).toBe("Stopped: hardware/write-timeout");
});
// #endregion

it("says so if there is nothing that vibrates", async () => {
  const { client, wait } = await connect();
  expect(await pulse(client, { times: 1, wait })).toBe("Nothing here vibrates");
});
