import type { Logger, LogLevel } from "@buttplug-ts/core";
import { isLogged, type LogLevels } from "./log-levels.js";
import { asLogText, withoutAddresses, withoutTokens } from "./log-text.js";

export type LogFormat = "text" | "json";

export interface EngineLoggerOptions {
  readonly levels: LogLevels;
  readonly format: LogFormat;
  /** Gets whole lines. */
  readonly write: (line: string) => void;
  /** Whether nobody reads them: lines are left out then. Default: somebody does. */
  readonly lags?: () => boolean;
}

export interface EngineLogger extends Logger {
  /** What is told whatever the levels are, such as where the engine listens: a plain line, or a line of the log. */
  say(line: string): void;
}

type WriteLine = (level: LogLevel, area: string, message: string, facts?: object) => void;

/**
 * What the engine has to say, a line each: for people, or as JSON of pino for machines. No token gets in, and addresses of
 * devices only in areas that are logged at `debug`.
 */
export async function engineLogger(options: EngineLoggerOptions): Promise<EngineLogger> {
  const { levels, format, write, lags = () => false } = options;
  const line = format === "json" ? await jsonLines(write) : textLines(write);
  const logger = loggerOf(levels, whileRead(line, lags));
  const say = format === "json" ? (text: string) => line("info", "engine", text) : (text: string) => write(`${text}\n`);
  return { ...logger, say };
}

/** What goes wrong, for people, of commands that have something else to print. */
export function warningLogger(write: (line: string) => void): Logger {
  return loggerOf(new Map([["", "warn"]]), textLines(write));
}

function loggerOf(levels: LogLevels, line: WriteLine): Logger {
  return {
    log(level, area, message, facts = {}) {
      if (!isLogged(levels, level, area)) return;
      const shown = isLogged(levels, "debug", area)
        ? withoutTokens
        : (text: string) => withoutAddresses(withoutTokens(text));
      const clean = Object.entries(facts).map(([name, fact]) => [name, typeof fact === "string" ? shown(fact) : fact]);
      line(level, area, shown(message), Object.fromEntries(clean));
    },
  };
}

/** Leaves lines out while nobody reads them, and says how many when somebody does again. */
function whileRead(line: WriteLine, lags: () => boolean): WriteLine {
  let leftOut = 0;
  return (...entry) => {
    if (lags()) {
      leftOut += 1;
      return;
    }
    if (leftOut > 0) line("warn", "engine", `${leftOut} lines were left out, because nobody read what is printed`);
    leftOut = 0;
    line(...entry);
  };
}

function textLines(write: (line: string) => void): WriteLine {
  return (level, area, message) => {
    const time = new Date().toTimeString().slice(0, 8);
    write(`${time} ${level.padEnd(5)} ${area}: ${asLogText(message)}\n`);
  };
}

/** Loaded only where it is asked for. */
async function jsonLines(write: (line: string) => void): Promise<WriteLine> {
  const { pino, stdTimeFunctions } = await import("pino");
  const formatters = { level: (level: string) => ({ level }) };
  const logger = pino({ level: "debug", base: null, timestamp: stdTimeFunctions.isoTime, formatters }, { write });
  return (level, area, message, facts) => logger[level]({ area, ...facts }, message);
}
