/** Runs operations one after the other. Writes go before whatever else waits, so that a stop does not wait for reads. */
export class OperationQueue {
  readonly #writes: (() => Promise<unknown>)[] = [];
  readonly #others: (() => Promise<unknown>)[] = [];
  #isRunning = false;

  /** Settles as `work` does. `work` begins when all writes before it are done, and nothing else runs. */
  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#add(this.#writes, work);
  }

  /** As {@link write}, for operations that writes may overtake. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.#add(this.#others, work);
  }

  #add<T>(lane: (() => Promise<unknown>)[], work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      lane.push(() => Promise.resolve().then(work).then(resolve, reject));
      if (!this.#isRunning) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#next(); next; next = this.#next()) await next();
    this.#isRunning = false;
  }

  #next(): (() => Promise<unknown>) | undefined {
    return this.#writes.shift() ?? this.#others.shift();
  }
}
