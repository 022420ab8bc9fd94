import { setTimeout as sleep } from "node:timers/promises";
import type { Effort, Figure, Result } from "./figure.js";
import type { Delays } from "./latency-tap.js";
import { underLoad, withLatencyWorld } from "./latency-world.js";
import { percentile, timed } from "./stats.js";

const windowMs = 2_000;
const warmUpMs = 500;

const idle = { clients: 1, framesPerSecond: 200, commandsPerFrame: 1, stopsPerSecond: 0 };
/** 20 clients with 100 commands a second each; what sends stops is beside them. */
const busy = { clients: 20, framesPerSecond: 2_000, commandsPerFrame: 1, stopsPerSecond: 100 };
const batched = { ...busy, commandsPerFrame: 10 };

/** What one row is about. */
interface Row {
  readonly name: string;
  /** Default: µs. */
  readonly unit?: string;
  readonly sample: (delays: Delays, seconds: number) => number;
  readonly limit?: number;
}

const inUs = (delays: readonly number[], share: number) => percentile(delays, share) * 1000;

/** Limits in µs. */
function rowsOf(load: string, limit?: number): readonly Row[] {
  const name = (share: string) => `Command to write, ${load}, ${share}`;
  return [
    { name: name("p50"), sample: ({ fromReceived }) => inUs(fromReceived, 0.5) },
    { name: name("p99"), sample: ({ fromReceived }) => inUs(fromReceived, 0.99), ...(limit && { limit }) },
    { name: "… from the client, p99", sample: ({ fromSent }) => inUs(fromSent, 0.99) },
  ];
}

function stopRow(load: string): Row {
  return { name: `Stop to write, ${load}, p99`, sample: ({ ofStops }) => inUs(ofStops, 0.99) };
}

const received: Row = {
  name: "… commands received",
  unit: "commands/s",
  sample: ({ commands }, seconds) => commands / seconds,
};

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
        ...(await measure(idle, rowsOf("idle", 1_000))),
        ...(await measure(busy, [...rowsOf("2,000/s", 5_000), received, stopRow("2,000/s")])),
        ...(await measure(batched, [...rowsOf("20,000/s"), received, stopRow("20,000/s")])),
      ];
    }),
};

async function measured({ rounds, scale }: Effort, rows: readonly Row[], take: () => Delays): Promise<Result[]> {
  const samples = rows.map((): number[] => []);
  take();
  for (let round = 0; round < rounds; round += 1) {
    const seconds = (await timed(() => sleep(windowMs * scale))) / 1000;
    const delays = take();
    for (const [index, { sample }] of rows.entries()) samples[index]?.push(sample(delays, seconds));
  }
  return rows.map(({ name, unit = "µs", limit }, index) => ({
    name,
    unit,
    ours: { name: "ours", samples: samples[index] ?? [] },
    peers: [],
    ...(limit !== undefined && { aim: { better: "lower", limit } as const }),
  }));
}
