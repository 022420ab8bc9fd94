import { onAbort } from "./clock.js";

/** How many events an iterator holds for a consumer that is slower than its events; then the oldest is dropped. */
const iteratorLimit = 1024;

const finished = { value: undefined, done: true } as const;

type Listener<T> = (payload: T) => void;

/** Typed events. Listeners run in the order of registration; one that throws does not keep the others from running. */
export class TypedEvents<Map extends object> {
  readonly #listeners: { [K in keyof Map]?: Listener<Map[K]>[] } = {};
  readonly #onListenerError: (error: unknown, event: keyof Map) => void;

  constructor(onListenerError: (error: unknown, event: keyof Map) => void) {
    this.#onListenerError = onListenerError;
  }

  /** Calls `listener` on every event of this name. Returns the function that ends it, at once. */
  on<K extends keyof Map>(name: K, listener: (payload: Map[K]) => void): () => void {
    let ended = false;
    const entry: Listener<Map[K]> = (payload) => {
      if (!ended) listener(payload);
    };
    this.#listeners[name] = [...(this.#listeners[name] ?? []), entry];
    return () => {
      ended = true;
      this.#listeners[name] = (this.#listeners[name] ?? []).filter((other) => other !== entry);
    };
  }

  emit<K extends keyof Map>(name: K, payload: Map[K]): void {
    for (const listener of this.#listeners[name] ?? []) {
      try {
        listener(payload);
      } catch (error) {
        this.#onListenerError(error, name);
      }
    }
  }

  hasListeners(name: keyof Map): boolean {
    return (this.#listeners[name] ?? []).length > 0;
  }

  /**
   * The events of one name as they come, from this call on, until the loop is left or `signal` aborts. A consumer that
   * falls more than 1,024 events behind loses the oldest.
   */
  iterate<K extends keyof Map>(name: K, options: { signal?: AbortSignal } = {}): AsyncIterableIterator<Map[K]> {
    const { signal } = options;
    const queue: Map[K][] = [];
    const waiting: ((result: IteratorResult<Map[K], undefined>) => void)[] = [];
    let ended = false;
    const off = this.on(name, (payload) => {
      const waiter = waiting.shift();
      if (waiter) return waiter({ value: payload, done: false });
      if (queue.push(payload) > iteratorLimit) queue.shift();
    });
    const end = () => {
      ended = true;
      off();
      unlisten();
      for (const waiter of waiting.splice(0)) waiter(finished);
    };
    const unlisten = onAbort(signal, end);
    if (signal?.aborted) end();
    return {
      async next() {
        if (queue.length > 0) return { value: queue.shift() as Map[K], done: false };
        return ended ? finished : new Promise((resolve) => waiting.push(resolve));
      },
      async return() {
        queue.length = 0;
        end();
        return finished;
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }
}
