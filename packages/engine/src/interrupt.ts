import type { EventEmitter } from "node:events";

/** What asks a process to end: Ctrl-C, a service manager, a terminal that is closed, Ctrl-Break. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"] as const;

/** Resolves with the name of the first signal that asks the process to end. A second one ends it at once, as usual. */
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
