import type { EventEmitter } from "node:events";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves with the name of the first signal that asks the process to end. A second one ends it as usual. */
export function waitForInterrupt(from: EventEmitter): Promise<string> {
  return new Promise((resolve) => {
    const handlers = signals.map((signal) => [signal, () => done(signal)] as const);
    const done = (signal: string) => {
      for (const [each, handler] of handlers) from.off(each, handler);
      resolve(signal);
    };
    for (const [signal, handler] of handlers) from.on(signal, handler);
  });
}
