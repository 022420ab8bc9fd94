import { ButtplugError } from "@buttplug-ts/core";
import type { FarEnd, Wire } from "./fake-web-serial.js";

const broken = () => new ButtplugError("internal/bug", "the wire is broken");

/** A device at the far end of a wire in memory. */
export class FakeDevice implements FarEnd {
  readonly received: number[] = [];
  /** Takes no more bytes. */
  isJammed = false;
  isThere = true;
  #hand: ((data: Uint8Array) => void) | undefined;
  #cut: (error: unknown) => void = () => {};

  get isConnected(): boolean {
    return this.#hand !== undefined;
  }

  get text(): string {
    return String.fromCharCode(...this.received.splice(0));
  }

  async connect(): Promise<Wire> {
    if (!this.isThere || this.isConnected) throw broken();
    const arrived: Uint8Array[] = [];
    let wake = () => {};
    const cut = new Promise<never>((_, reject) => {
      this.#cut = reject;
    });
    cut.catch(() => {});
    this.#hand = (data) => {
      arrived.push(data);
      wake();
    };
    return {
      read: async () => {
        while (arrived.length === 0) {
          const next = new Promise<void>((resolve) => {
            wake = resolve;
          });
          await Promise.race([next, cut]);
        }
        return arrived.shift() as Uint8Array;
      },
      write: async (data) => {
        if (this.isJammed) await cut;
        this.received.push(...data);
      },
      close: async () => this.#end(),
    };
  }

  send(...bytes: readonly number[]): void {
    this.#hand?.(Uint8Array.from(bytes));
  }

  vanish(): void {
    this.isThere = false;
    this.#end();
  }

  #end(): void {
    this.#hand = undefined;
    this.#cut(broken());
  }
}
