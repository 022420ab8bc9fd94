/** A value that changes and can be watched. */
export interface Observable<T> {
  readonly value: T;
  /** Calls `listener` on every change from now on. Returns the function that ends it. */
  subscribe(listener: (value: T) => void): () => void;
}

/** An {@link Observable} whose owner sets it. */
export class ObservableValue<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<{ readonly listener: (value: T) => void }>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const entry of [...this.#listeners]) {
      if (!Object.is(value, this.#value)) return; // a listener set it again; everyone has seen the newer value
      if (this.#listeners.has(entry)) entry.listener(value);
    }
  }

  subscribe(listener: (value: T) => void): () => void {
    const entry = { listener };
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }
}
