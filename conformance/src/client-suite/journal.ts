/** What came, in order, until somebody takes it. */
export class Journal<T> {
  #items: T[] = [];
  readonly #waiting = new Set<{ readonly wanted: (item: T) => boolean; readonly resolve: (item: T) => void }>();

  add(item: T): void {
    const waiter = [...this.#waiting].find(({ wanted }) => wanted(item));
    if (waiter === undefined) return void this.#items.push(item);
    this.#waiting.delete(waiter);
    waiter.resolve(item);
  }

  /** The first item that is wanted and that nobody has taken, once there is one. */
  take(wanted: (item: T) => boolean): Promise<T> {
    const at = this.#items.findIndex(wanted);
    if (at >= 0) return Promise.resolve(this.#items.splice(at, 1)[0] as T);
    return new Promise((resolve) => this.#waiting.add({ wanted, resolve }));
  }

  /** What nobody has taken. */
  get rest(): readonly T[] {
    return this.#items;
  }
}
