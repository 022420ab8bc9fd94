import type { EventEmitter } from "node:events";
import { ButtplugError, background, type Logger, systemClock, withTimeLimit } from "@buttplug-ts/core";
import type { ButtplugServer } from "@buttplug-ts/server";

export interface SuspensionOptions {
  /** The process. */
  readonly source: EventEmitter;
  /** Freezes it. */
  readonly freeze: () => void;
  readonly server: Pick<ButtplugServer, "hold">;
  readonly logger: Logger;
}

/** Whoever presses Ctrl-Z waits for no longer. */
const limitMs = 2_000;

/**
 * Ctrl-Z freezes a process, and devices would run on: they are stopped first, and held until it goes on. Returns the
 * function that ends this.
 */
export function stopBeforeSuspension({ source, freeze, server, logger }: SuspensionOptions): () => void {
  const late = () => new ButtplugError("hardware/write-timeout", `a device took more than ${limitMs} ms to stop`);
  const suspend = async () => {
    const hold = server.hold("the engine's terminal (Ctrl-Z)");
    try {
      await withTimeLimit(systemClock, limitMs, undefined, late, () => hold.stopped);
      logger.log(
        "warn",
        "engine",
        "all devices are stopped: the engine is suspended, and serves nobody until it goes on (fg)",
      );
    } finally {
      freeze();
      hold.release();
    }
  };
  const onSuspend = () => background(suspend(), logger, "engine");
  source.on("SIGTSTP", onSuspend);
  return () => void source.off("SIGTSTP", onSuspend);
}
