import { ButtplugError, type Clock, Deadline } from "@buttplug-ts/core";
import type { Hardware } from "@buttplug-ts/hardware";
import type { Packet } from "@buttplug-ts/protocol-kit";

/** A write that takes longer is a lost device (design §5.3). */
const writeLimitMs = 2_000;

const acknowledged = { withResponse: true } as const;
const unacknowledged = { withResponse: false } as const;

/** Hears of every write of a device, while it is active. */
export interface WriteObserver {
  readonly active: boolean;
  /** How much it was told about anything. */
  readonly told: number;
  /** `toldBefore` is what `told` was when the write began. `error` is absent if the bus took the bytes. */
  wrote(packet: Packet, startedAtMs: number, toldBefore: number, error?: unknown): void;
}

/** Writes to one device, one at a time, none longer than its limit. The caller waits for one before it starts the next. */
export class DeviceWriter {
  readonly #hardware: Hardware;
  readonly #clock: Clock;
  readonly #limit: Deadline;
  readonly #observer: WriteObserver | undefined;
  #ended: ButtplugError | undefined;
  #abandon: ((error: ButtplugError) => void) | undefined;

  constructor(hardware: Hardware, clock: Clock, observer?: WriteObserver) {
    this.#hardware = hardware;
    this.#clock = clock;
    this.#observer = observer;
    this.#limit = new Deadline(clock, () => this.#abandon?.(timedOut(hardware)));
  }

  write(packet: Packet, limitMs: number = writeLimitMs): Promise<void> {
    if (this.#ended) return Promise.reject(this.#ended);
    const { endpoint, data, withResponse } = packet;
    const startedAtMs = this.#clock.now();
    const observer = this.#observer?.active ? this.#observer : undefined;
    const toldBefore = observer?.told ?? 0;
    this.#limit.set(startedAtMs + limitMs);
    return new Promise<void>((resolve, reject) => {
      const finish = (error?: unknown) => {
        // A write that was given up must not end the limit of the one after it.
        if (this.#abandon !== fail) return;
        this.#abandon = undefined;
        this.#limit.clear();
        observer?.wrote(packet, startedAtMs, toldBefore, error);
      };
      const fail = (error: unknown) => {
        finish(error);
        reject(error);
      };
      this.#abandon = fail;
      this.#hardware.write(endpoint, data, withResponse ? acknowledged : unacknowledged).then(() => {
        finish();
        resolve();
      }, fail);
    });
  }

  /** Gives a write under way no more than `limitMs` from now. */
  hurry(limitMs: number): void {
    if (this.#abandon) this.#limit.set(Math.min(this.#limit.atMs, this.#clock.now() + limitMs));
  }

  /** Fails the write under way and all later ones. */
  end(error: ButtplugError): void {
    this.#ended = error;
    this.#abandon?.(error);
    this.#limit.dispose();
  }
}

function timedOut(hardware: Hardware): ButtplugError {
  const text = `a write to a device of protocol ${hardware.plan.protocol} did not finish in time; the link is dropped`;
  return new ButtplugError("hardware/write-timeout", text);
}
