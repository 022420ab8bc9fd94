import type { EventEmitter } from "node:events";
import type { Clock } from "@buttplug-ts/core";

/** What asks a process to end: Ctrl-C, a service manager, a terminal that is closed, Ctrl-\\, Ctrl-Break. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGBREAK"] as const;

/** One press of Ctrl-C comes twice if npm or a shell is in between: both hand on what the terminal sent already. */
const sameMs = 1_000;

/**
 * Resolves with the name of the first signal that asks the process to end. One that comes more than a second later ends it at
 * once, as usual.
 */
export function waitForInterrupt(from: EventEmitter, clock: Clock): Promise<string> {
  return new Promise((resolve) => {
    const handlers = signals.map((signal) => [signal, () => hear(signal)] as const);
    let hear = (signal: string) => {
      hear = () => {};
      clock.after(sameMs, () => {
        for (const [each, handler] of handlers) from.off(each, handler);
      });
      resolve(signal);
    };
    for (const [signal, handler] of handlers) from.on(signal, handler);
  });
}
