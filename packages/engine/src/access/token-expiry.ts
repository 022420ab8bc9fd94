import type { Cancel, Clock } from "@buttplug-ts/core";
import type { TokenState } from "@buttplug-ts/management";

export interface TokenExpiryOptions {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly tokens: () => readonly TokenState[];
  /** A token has just run out. */
  readonly onExpired: (name: string) => void;
}

/** Timers stand still while the machine sleeps, so the calendar is looked at this often, too. */
const intervalMs = 5_000;

/** Says when tokens run out, by the calendar. */
export class TokenExpiry {
  readonly #o: TokenExpiryOptions;
  #lookedAtMs: number;
  #cancel: Cancel = () => {};

  constructor(options: TokenExpiryOptions) {
    this.#o = options;
    this.#lookedAtMs = options.nowMs();
  }

  /** Looks now, and goes on to as long as there is a token that runs out. */
  readonly look = (): void => {
    const { clock, nowMs: now, tokens, onExpired } = this.#o;
    const [beforeMs, nowMs] = [this.#lookedAtMs, now()];
    this.#lookedAtMs = nowMs;
    const limited = tokens().flatMap(({ name, expiresAtMs }) =>
      expiresAtMs === undefined ? [] : [{ name, expiresAtMs }],
    );
    const nextMs = Math.min(...limited.map(({ expiresAtMs }) => expiresAtMs).filter((ms) => ms > nowMs));
    this.#cancel();
    if (nextMs < Number.POSITIVE_INFINITY) this.#cancel = clock.after(Math.min(intervalMs, nextMs - nowMs), this.look);
    for (const { name, expiresAtMs } of limited) if (expiresAtMs > beforeMs && expiresAtMs <= nowMs) onExpired(name);
  };

  close(): void {
    this.#cancel();
  }
}
