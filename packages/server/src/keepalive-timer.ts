import type { Clock } from "@buttplug-ts/core";
import type { Keepalive, Packet } from "@buttplug-ts/protocol-kit";

/** How long a device may be silent on hardware that needs keepalives (`facts/protocols/_defaults.md` 5). */
const requiredEveryMs = 5_000;

/** When a device has been silent for too long, and what is written then. */
export class KeepaliveTimer {
  readonly #everyMs: number;
  readonly #fixed: Packet | undefined;
  #last: Packet | undefined;
  #dueAtMs: number;

  constructor(keepalive: Keepalive | undefined, hardwareNeedsIt: boolean, nowMs: number) {
    const strategy = keepalive ?? { repeatLast: {} };
    this.#fixed = "packet" in strategy ? strategy.packet : undefined;
    const alwaysEveryMs = "repeatLast" in strategy ? strategy.repeatLast.everyMs : undefined;
    const isNeeded = hardwareNeedsIt && !("never" in strategy);
    this.#everyMs = alwaysEveryMs ?? (isNeeded ? requiredEveryMs : Number.POSITIVE_INFINITY);
    this.#dueAtMs = nowMs + this.#everyMs;
  }

  get repeatsLast(): boolean {
    return this.#fixed === undefined && this.#everyMs < Number.POSITIVE_INFINITY;
  }

  get dueAtMs(): number {
    return this.#dueAtMs;
  }

  /** Notes an output that left. */
  wrote(packet: Packet, clock: Clock): void {
    if (this.#everyMs === Number.POSITIVE_INFINITY) return;
    this.#last = packet;
    this.#dueAtMs = clock.now() + this.#everyMs;
  }

  /** What is to be written now; the next one is due an interval later. */
  take(nowMs: number): Packet | undefined {
    this.#dueAtMs = nowMs + this.#everyMs;
    return this.#fixed ?? this.#last;
  }
}
