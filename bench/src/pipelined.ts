import { withDrivers } from "./drivers.js";
import type { Effort, Figure, Result } from "./figure.js";
import { interleave, timed } from "./stats.js";
import { withStubServer } from "./stub-process.js";

const commandsPerSample = 30_000;
const inFlight = 256;

/** How many commands a second pass over WebSocket when many wait for their answer at once. */
export const pipelined: Figure = {
  name: "pipelined",
  run: (effort) =>
    withStubServer(async ({ batched, single }) => [
      await commandsPerSecond(batched, effort, "Pipelined, batched replies", 3),
      await commandsPerSecond(single, effort, "Pipelined, single replies", 1.3),
    ]),
};

async function commandsPerSecond(port: number, effort: Effort, name: string, limit: number): Promise<Result> {
  const count = Math.ceil(commandsPerSample * effort.scale);
  const measured = await withDrivers(port, (drivers) => {
    const contenders = drivers.map((driver) => ({
      name: driver.name,
      sample: async () => (count / (await timed(() => driver.pipelined(count, inFlight)))) * 1000,
    }));
    return interleave(contenders, effort.rounds);
  });
  const [ours, ...peers] = measured;
  if (!ours) throw new Error("nothing was measured");
  return { name, unit: "commands/s", ours, peers, aim: { better: "higher", limit, against: "buttplug 5.0.2" } };
}
