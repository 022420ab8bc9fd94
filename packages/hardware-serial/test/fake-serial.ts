import { ButtplugError } from "@buttplug-ts/core";
import type { SerialBinding, SerialHandle, SerialListing, SerialOpenOptions } from "../src/index.js";

/** A system with ports that can hang and fail. Its ports are files that are there on every machine of this kind. */
export class FakeSerial implements SerialBinding {
  ports: readonly SerialListing[] = [{ path: "/dev/null", manufacturer: "Acme" }, { path: "/dev/zero" }];
  listings = 0;
  readonly opened: SerialOpenOptions[] = [];
  readonly handles: FakeHandle[] = [];
  listResult: () => Promise<void> = async () => {};
  openResult: (path: string) => Promise<void> = async () => {};
  drainResult: (path: string) => Promise<void> = async () => {};
  setResult: () => Promise<void> = async () => {};

  async list(): Promise<readonly SerialListing[]> {
    this.listings += 1;
    await this.listResult();
    return this.ports;
  }

  async open(options: SerialOpenOptions): Promise<SerialHandle> {
    this.opened.push(options);
    await this.openResult(options.path);
    const handle = new FakeHandle({ drain: () => this.drainResult(options.path), set: () => this.setResult() });
    this.handles.push(handle);
    return handle;
  }
}

/** An open port of it. Writes are on the line when `drainResult` settles. */
class FakeHandle implements SerialHandle {
  readonly log: string[] = [];
  writeResult: () => Promise<void> = async () => {};
  readonly #results: { drain(): Promise<void>; set(): Promise<void> };
  readonly #closed: Promise<never>;
  readonly #flushed: Promise<void>;
  #cancel: (error: unknown) => void = () => {};
  #drop: () => void = () => {};

  constructor(results: { drain(): Promise<void>; set(): Promise<void> }) {
    this.#results = results;
    this.#closed = new Promise((_, reject) => {
      this.#cancel = reject;
    });
    this.#closed.catch(() => {});
    this.#flushed = new Promise((resolve) => {
      this.#drop = resolve;
    });
  }

  read(): Promise<never> {
    return this.#closed;
  }

  /** What the system says when the device is gone. */
  vanish(): void {
    this.#cancel(new ButtplugError("internal/bug", "bad file descriptor"));
  }

  async write(data: Buffer): Promise<void> {
    this.log.push(`write ${data.toString("latin1")}`);
    await Promise.race([this.writeResult(), this.#closed]);
  }

  /** Closing does not end it, as in a real system; dropping the bytes does. */
  async drain(): Promise<void> {
    this.log.push("drain");
    await Promise.race([this.#results.drain(), this.#flushed]);
  }

  async flush(): Promise<void> {
    this.log.push("flush");
    this.#drop();
  }

  async set({ dtr, rts }: { readonly dtr: boolean; readonly rts: boolean }): Promise<void> {
    this.log.push(`dtr ${dtr} rts ${rts}`);
    await this.#results.set();
  }

  async close(): Promise<void> {
    this.log.push("close");
    this.#cancel(new ButtplugError("internal/bug", "Canceled"));
  }
}
