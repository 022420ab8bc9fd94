import type { Measured } from "./figure.js";

/** The middle value; the mean of the two in the middle of an even number. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The value that `share` of the samples do not exceed, such as 0.99. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Something to measure: does its work once and gives one sample. */
export interface Contender {
  readonly name: string;
  readonly sample: () => Promise<number>;
}

/**
 * Samples of all contenders, taken in turns so that what else the machine does hits all alike. Who begins changes from
 * round to round. The first rounds warm up and do not count.
 */
export async function interleave(
  contenders: readonly Contender[],
  rounds: number,
  warmUpRounds: number = 3,
): Promise<readonly Measured[]> {
  const samples = contenders.map((): number[] => []);
  for (let round = -warmUpRounds; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (turn + round + warmUpRounds) % contenders.length;
      const value = await contenders[index]?.sample();
      if (value !== undefined && round >= 0) samples[index]?.push(value);
    }
  }
  return contenders.map(({ name }, index) => ({ name, samples: samples[index] ?? [] }));
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
