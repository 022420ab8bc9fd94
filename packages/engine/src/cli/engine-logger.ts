import type { Logger, LogLevel } from "@buttplug-ts/core";
import { pino } from "pino";
import { isLogged, type LogLevels } from "./log-levels.js";

export interface EngineLoggerOptions {
  readonly levels: LogLevels;
  readonly format: "text" | "json";
  /** Gets whole lines. */
  readonly write: (line: string) => void;
}

/** What the engine has to say, one line each: for people, or as JSON of pino for machines. */
export function engineLogger({ levels, format, write }: EngineLoggerOptions): Logger {
  const line = format === "json" ? jsonLines(write) : textLines(write);
  return {
    log(level, area, message, details) {
      if (isLogged(levels, level, area)) line(level, area, message, details);
    },
  };
}

type Line = (level: LogLevel, area: string, message: string, details?: object) => void;

function textLines(write: (line: string) => void): Line {
  return (level, area, message) => {
    const time = new Date().toTimeString().slice(0, 8);
    write(`${time} ${level.padEnd(5)} ${area}: ${message}\n`);
  };
}

function jsonLines(write: (line: string) => void): Line {
  const logger = pino({ level: "debug", base: null }, { write });
  return (level, area, message, details) => logger[level]({ area, ...details }, message);
}
