import { isButtplugError, textOf } from "./error.js";

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where a library says what happens. Silent unless the application passes one. */
export interface Logger {
  log(level: LogLevel, area: string, message: string, facts?: Readonly<Record<string, unknown>>): void;
}

export const silentLogger: Logger = { log() {} };

/** For promises that nobody awaits: a failure is logged instead of lost. */
export function background(work: Promise<unknown>, logger: Logger, area: string): void {
  work.catch((error: unknown) => {
    const code = isButtplugError(error) ? error.code : undefined;
    logger.log("error", area, textOf(error), code === undefined ? {} : { code });
  });
}
