import { runInNewContext } from "node:vm";
import { vi } from "vitest";

/** What can be done to the workers of a page, and what they were asked for. */
export interface FakeWorkers {
  /** Every worker that was made, oldest first. */
  readonly made: readonly FakeWorker[];
  /** The blobs that live. */
  readonly blobs: ReadonlyMap<string, Blob>;
}

/** A worker that runs the script of its blob in a scope of its own, on the timers of the test. */
export class FakeWorker {
  readonly url: string;
  readonly options: object;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onmessageerror: (() => void) | null = null;
  onerror: ((event: { message?: string }) => void) | null = null;
  /** The alarms that the page asked for, in milliseconds. */
  readonly alarms: number[] = [];
  /** Set to true, it hears nothing and says nothing, like a worker that the browser ended. */
  dead = false;
  readonly #scope: Record<string, unknown> & { onmessage: (event: { data: number }) => void };

  constructor(url: string, options: object, script: string) {
    this.url = url;
    this.options = options;
    const postMessage = (data: unknown) => void (this.dead || this.onmessage?.({ data }));
    this.#scope = { setTimeout, clearTimeout, postMessage, onmessage: () => {} };
    runInNewContext(script, this.#scope);
  }

  postMessage(data: number): void {
    this.alarms.push(data);
    // Like a task of its own: after all microtasks, but before the clock of the test moves.
    queueMicrotask(() => process.nextTick(() => this.#scope.onmessage({ data })));
  }

  terminate(): void {
    this.dead = true;
  }
}

/** Puts fake workers and blobs into the globals, until {@link vi.unstubAllGlobals}. `script` is what addresses have. */
export function fakeWorkers(script = ""): FakeWorkers {
  const made: FakeWorker[] = [];
  const texts = new Map<string, string>();
  const blobs = new Map<string, Blob>();
  class PlainBlob extends Blob {
    constructor(parts: string[], options?: { type: string }) {
      super(parts, options);
      texts.set("last", parts.join(""));
    }
  }
  vi.stubGlobal("Blob", PlainBlob);
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    const url = `blob:${texts.size}-${blobs.size}`;
    blobs.set(url, blob as Blob);
    texts.set(url, texts.get("last") ?? "");
    return url;
  });
  vi.spyOn(URL, "revokeObjectURL").mockImplementation((url) => void blobs.delete(url));
  vi.stubGlobal(
    "Worker",
    class extends FakeWorker {
      constructor(url: string, options: object) {
        super(url, options, texts.get(url) ?? script);
        made.push(this);
      }
    },
  );
  return { made, blobs };
}
