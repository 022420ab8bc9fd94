import { deviceDatabase } from "@buttplug-ts/device-db";
import { ButtplugClient, type ClientDevice, type OutputType } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { expect, it } from "vitest";

const names = deviceDatabase.models.filter(({ protocol }) => protocol === "lovense").map(({ name }) => name);

/** Positions are places: they are not undone by a stop. */
const isPlace = (output: OutputType) => output === "hwPositionWithDuration";

interface Observed {
  readonly feature: number;
  readonly output: OutputType;
  readonly levels: readonly (number | undefined)[];
}

/** Drives every output by itself to the middle, the top, where it has a direction to the other top, and stops. */
async function driven(toy: ClientDevice, device: SimulatedDevice): Promise<Observed[]> {
  const observed: Observed[] = [];
  for (const feature of toy.features) {
    for (const [type, { range }] of Object.entries(feature.outputs)) {
      const output = type as OutputType;
      const level = () => device.levels.find((each) => each.feature === feature.index && each.output === output)?.value;
      const levels: (number | undefined)[] = [];
      for (const goal of range[0] < 0 ? [0.5, 1, -1] : [0.5, 1]) {
        await feature.output({ type: output, level: goal, ...(isPlace(output) && { durationMs: 100 }) });
        levels.push(level());
      }
      await toy.stop();
      levels.push(level());
      observed.push({ feature: feature.index, output, levels });
    }
  }
  return observed;
}

/** What {@link driven} must observe, from the ranges of the database; outputs by name, as the client has them. */
function wanted({ model }: SimulatedDevice): Observed[] {
  return model.features.flatMap(({ index, outputs }) =>
    Object.entries(outputs)
      .sort()
      .map(([type, { range }]): Observed => {
        const output = type as OutputType;
        const [low, high] = range;
        const tops = low < 0 ? [high, low] : [high];
        return { feature: index, output, levels: [Math.ceil(high / 2), ...tops, isPlace(output) ? high : 0] };
      }),
  );
}

it("every Lovense model connects to a server with defaults, reaches the middle and the top, and stops", async () => {
  const devices = names.map((name) => simulate(name, { gapMs: 0 }));
  await using server = createServer("defaults", { managers: [new SimulatedHardwareManager({ devices })] });
  await using client = new ButtplugClient("umbrella");
  await client.connect(embeddedConnector(server));
  const finished = new Promise((resolve) => client.on("scanningFinished", resolve));
  await client.startScanning();
  await finished;
  expect(names.length).toBeGreaterThan(30);
  expect(client.devices.map(({ name }) => name).sort()).toEqual([...names].sort());
  for (const device of devices) {
    const toy = client.devices.find(({ name }) => name === device.model.name) as ClientDevice;
    expect(await driven(toy, device), device.model.name).toEqual(wanted(device));
    expect(await toy.battery(), device.model.name).toBe(device.battery);
  }
});
