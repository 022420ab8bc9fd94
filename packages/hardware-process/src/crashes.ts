/** Crashes longer ago than this count no more. */
const windowMs = 600_000;

/** Decides how soon a process that crashed is started again. */
export class Crashes {
  readonly #delaysMs: readonly number[];
  #atMs: readonly number[] = [];

  constructor(delaysMs: readonly number[]) {
    this.#delaysMs = delaysMs;
  }

  /** Counts a crash. Returns after how many milliseconds to try again; undefined: not any more. */
  add(nowMs: number): number | undefined {
    this.#atMs = [...this.#atMs.filter((atMs) => nowMs - atMs < windowMs), nowMs];
    return this.#delaysMs[this.#atMs.length - 1];
  }
}
