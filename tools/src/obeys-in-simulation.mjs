// Drives one simulated device through a real client and server.
import { ButtplugClient } from "@buttplug-ts/client";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { ButtplugServer, embeddedConnector } from "@buttplug-ts/server";
import { TestClock } from "@buttplug-ts/testing";

/**
 * Whether the simulated device of a model is recognised, does what it is told, can be read and stops.
 * @param {readonly import("@buttplug-ts/protocol-kit").ProtocolDefinition[]} protocols
 * @param {import("@buttplug-ts/core").ModelDefinition} model
 */
export async function obeysInSimulation(protocols, model) {
  const clock = new TestClock();
  const device = simulate(model.id);
  const managers = [new SimulatedHardwareManager({ devices: [device], clock })];
  const server = new ButtplugServer("mutants", { managers, protocols, deviceDb: deviceDatabase, clock });
  const client = new ButtplugClient("mutants");
  try {
    await client.connect(embeddedConnector(server));
    await client.startScanning();
    return await obeys({ client, clock, device, model });
  } finally {
    await client[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  }
}

async function obeys({ client, clock, device, model }) {
  for (let turns = 0; turns < 20 && client.devices.length === 0; turns += 1) await clock.advance(1_000);
  const [only] = client.devices;
  if (only?.name !== model.name) return false;
  const done = async (command) => {
    let outcome;
    command.then(
      () => {
        outcome = true;
      },
      () => {
        outcome = false;
      },
    );
    for (let turns = 0; turns < 40 && outcome === undefined; turns += 1) await clock.advance(50);
    return outcome === true;
  };
  for (const { feature, output } of device.levels) {
    const { range, durationRange } = model.features.find(({ index }) => index === feature)?.outputs[output] ?? {};
    for (const steps of range ?? []) {
      const durationMs = durationRange && Math.min(500, durationRange[1]);
      if (!(await done(only.feature(feature).output({ type: output, level: { steps }, durationMs })))) return false;
      await clock.advance(durationMs ?? 0);
      const level = device.levels.find((each) => each.feature === feature && each.output === output);
      if (level.value !== steps) return false;
    }
  }
  for (const { index, inputs } of model.features) {
    if (inputs.battery?.commands.includes("read") && !(await done(only.feature(index).read("battery")))) return false;
  }
  return done(only.stop());
}
