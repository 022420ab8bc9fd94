import { ButtplugClient } from "buttplug-ts";
import { createServer, embeddedConnector } from "buttplug-ts/server";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import type { Figure } from "./figure.js";
import { interleave, timed } from "./stats.js";

const commandsPerSample = 100_000;
const levels = [{ steps: 40 }, { steps: 80 }] as const;

/** How many commands a second reach a device in the same process, each awaited until it was written. */
export const embedded: Figure = {
  name: "embedded",
  async run({ rounds, scale }) {
    const count = Math.ceil(commandsPerSample * scale);
    const [ours] = await interleave([{ name: "ours", sample: () => commandsPerSecond(count) }], rounds);
    if (!ours) return [];
    const aim = { better: "higher", limit: 300_000 } as const;
    return [{ name: "Embedded, one by one", unit: "commands/s", ours, peers: [], aim }];
  },
};

async function commandsPerSecond(count: number): Promise<number> {
  const simulated = simulate("Aneros Vivi", { gapMs: 0, recordLimit: 1_000 });
  await using server = createServer("bench", {
    managers: [new SimulatedHardwareManager({ devices: [simulated] })],
  });
  await using client = new ButtplugClient("bench");
  const arrived = client.events("deviceAdded").next();
  await client.connect(embeddedConnector(server));
  await client.startScanning();
  await arrived;
  const feature = client.devices[0]?.features[0];
  if (!feature?.hasOutput("vibrate")) throw new Error("the simulated device has no vibrator");
  const check = checkedWrites(simulated);
  const ms = await timed(async () => {
    for (let index = 0; index < count; index += 1) await feature.vibrate(levels[index & 1] as (typeof levels)[0]);
  });
  check(count);
  return (count / ms) * 1000;
}

/**
 * Looks at every write as it reaches the device, which records it too: a figure about commands that did not arrive would be
 * worth nothing. Call the result at the end with the number of commands.
 */
function checkedWrites(device: SimulatedDevice): (count: number) => void {
  let arrived = 0;
  let wrong: readonly number[] | undefined;
  device.onWrite(({ data }) => {
    const right = data.length === 2 && data[0] === 0xf1 && data[1] === levels[arrived & 1]?.steps;
    if (!right) wrong ??= [...data];
    arrived += 1;
  });
  return (count) => {
    if (wrong) throw new Error(`a write was ${wrong}`);
    if (arrived !== count) throw new Error(`${count} commands made ${arrived} writes`);
    const last = device.writes.at(-1)?.data[1];
    if (last !== levels[(count - 1) & 1]?.steps) throw new Error(`the device recorded ${last} last`);
  };
}
