/** A value that changes and can be watched. */
export interface Observable<T> {
  readonly value: T;
  /** Calls `listener` on every change from now on. Returns the function that ends it. */
  subscribe(listener: (value: T) => void): () => void;
}

/** An {@link Observable} whose owner sets it. */
export class ObservableValue<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener(value);
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
