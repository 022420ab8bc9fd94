import { setTimeout as sleep } from "node:timers/promises";
import type { Effort, Figure, Result } from "./figure.js";
import type { Delays } from "./latency-tap.js";
import { underLoad, withLatencyWorld } from "./latency-world.js";
import { percentile } from "./stats.js";

const windowMs = 2_000;
const warmUpMs = 500;

const idle = { clients: 1, framesPerSecond: 200, commandsPerFrame: 1, stopsPerSecond: 0 };
/** 20 clients with 100 commands a second each; what sends stops is beside them. */
const busy = { clients: 20, framesPerSecond: 2_000, commandsPerFrame: 1, stopsPerSecond: 100 };
const batched = { ...busy, commandsPerFrame: 10 };

/** What one row is about. */
interface Row {
  readonly name: string;
  readonly of: keyof Delays;
  readonly share: number;
  /** In µs. */
  readonly limit?: number;
}

/**
 * How long a command waits in the server: from "received", or from the end of the device's gap if that is later, to the
 * start of the write. The server with 50 simulated devices is in this process and the clients are in another one, as with
 * real applications; writes of simulated devices settle at once, so no bus is measured. "From the client" counts from the
 * moment in which the client's process sent the command: it adds both processes' queues, the sockets and whatever else runs
 * on the machine.
 */
export const latency: Figure = {
  name: "latency",
  run: (effort) =>
    withLatencyWorld(async (world) => {
      const measure = (load: typeof idle, rows: readonly Row[]) =>
        underLoad(world, load, async () => {
          await sleep(warmUpMs);
          return measured(effort, rows, () => world.tap.take());
        });
      return [
        ...(await measure(idle, [
          { name: "Command to write, idle, p50", of: "fromReceived", share: 0.5 },
          { name: "Command to write, idle, p99", of: "fromReceived", share: 0.99, limit: 1_000 },
          { name: "… from the client, p99", of: "fromSent", share: 0.99 },
        ])),
        ...(await measure(busy, [
          { name: "Command to write, 2,000/s, p50", of: "fromReceived", share: 0.5 },
          { name: "Command to write, 2,000/s, p99", of: "fromReceived", share: 0.99, limit: 5_000 },
          { name: "… from the client, p99", of: "fromSent", share: 0.99 },
          { name: "Stop to write, 2,000/s, p99", of: "ofStops", share: 0.99 },
        ])),
        ...(await measure(batched, [
          { name: "Command to write, 20,000/s, p50", of: "fromReceived", share: 0.5 },
          { name: "Command to write, 20,000/s, p99", of: "fromReceived", share: 0.99 },
          { name: "… from the client, p99", of: "fromSent", share: 0.99 },
          { name: "Stop to write, 20,000/s, p99", of: "ofStops", share: 0.99 },
        ])),
      ];
    }),
};

async function measured({ rounds, scale }: Effort, rows: readonly Row[], take: () => Delays): Promise<Result[]> {
  const samples = rows.map((): number[] => []);
  take();
  for (let round = 0; round < rounds; round += 1) {
    await sleep(windowMs * scale);
    const delays = take();
    for (const [index, { of, share }] of rows.entries()) samples[index]?.push(percentile(delays[of], share) * 1000);
  }
  return rows.map(({ name, limit }, index) => ({
    name,
    unit: "µs",
    ours: { name: "ours", samples: samples[index] ?? [] },
    peers: [],
    ...(limit !== undefined && { aim: { better: "lower", limit } as const }),
  }));
}
