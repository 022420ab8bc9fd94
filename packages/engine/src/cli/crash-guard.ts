import type { EventEmitter } from "node:events";
import { type Logger, textOf } from "@buttplug-ts/core";
import { exitCodes } from "./exit-codes.js";
import type { World } from "./world.js";

const crashes = ["uncaughtException", "unhandledRejection"] as const;

export interface CrashGuardOptions {
  /** The process. */
  readonly source: EventEmitter;
  /** Brings devices to rest, in limited time. */
  readonly stop: () => Promise<void>;
  readonly world: Pick<World, "fail" | "exit">;
  readonly logger: Logger;
}

/** Brings devices to rest before an error that nobody caught ends the process. Returns the function that ends this. */
export function guardAgainstCrashes({ source, stop, world, logger }: CrashGuardOptions): () => void {
  let isCrashing = false;
  const onCrash = (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : textOf(error);
    logger.log("error", "engine", `this is a bug; please report it. ${stack}`);
    if (isCrashing) return;
    isCrashing = true;
    world.fail(exitCodes.bug);
    logger.log("error", "engine", "stopping all devices before the engine ends");
    stop()
      .catch((failure: unknown) => logger.log("error", "engine", textOf(failure)))
      .finally(world.exit);
  };
  for (const event of crashes) source.on(event, onCrash);
  return () => {
    for (const event of crashes) source.off(event, onCrash);
  };
}
