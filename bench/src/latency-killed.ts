import { setTimeout as sleep } from "node:timers/promises";
import type { Figure } from "./figure.js";
import { type LatencyWorld, underLoad, withLatencyWorld } from "./latency-world.js";
import { timed } from "./stats.js";

const load = { clients: 20, framesPerSecond: 2_000, commandsPerFrame: 1, stopsPerSecond: 0 };
/** Time in which every device is told to run. */
const driveMs = 200;
const patienceMs = 5_000;

/** How long devices run on after their clients are gone: from SIGKILL of a process with 20 clients to 50 devices at rest. */
export const killed: Figure = {
  name: "killed",
  run: ({ rounds }) =>
    withLatencyWorld(async (world) => {
      const samples: number[] = [];
      for (let round = 0; round < rounds; round += 1) samples.push(await untilAtRest(world));
      const aim = { better: "lower", limit: 250 } as const;
      return [
        { name: "Killed client to devices at rest", unit: "ms", ours: { name: "ours", samples }, peers: [], aim },
      ];
    }),
};

function untilAtRest(world: LatencyWorld): Promise<number> {
  const { tap } = world;
  return underLoad(world, load, async (kill) => {
    await sleep(driveMs);
    if (tap.running === 0) throw new Error("no device was driven");
    const limit = AbortSignal.timeout(patienceMs);
    return timed(async () => {
      kill();
      while (tap.running > 0) {
        limit.throwIfAborted();
        await new Promise(setImmediate);
      }
    });
  });
}
