import { type Logger, textOf } from "@buttplug-ts/core";
import type { Engine } from "../engine.js";
import { inTime } from "./in-time.js";

/** The exit code of a crash of the engine's own. */
export const crashCode = 70;

/** Brings devices to rest before the process ends because of an error that nobody caught. Returns the function that ends this. */
export function guardAgainstCrashes(engine: Engine, logger: Logger): () => void {
  let isCrashing = false;
  const onCrash = (error: unknown) => {
    if (isCrashing) return;
    isCrashing = true;
    const stack = error instanceof Error ? (error.stack ?? error.message) : textOf(error);
    logger.log("error", "engine", `this is a bug; please report it. Stopping all devices. ${stack}`);
    void inTime(engine.close())
      .catch((failure: unknown) => logger.log("error", "engine", textOf(failure)))
      .finally(() => process.exit(crashCode));
  };
  process.on("uncaughtException", onCrash);
  process.on("unhandledRejection", onCrash);
  return () => {
    process.off("uncaughtException", onCrash);
    process.off("unhandledRejection", onCrash);
  };
}
