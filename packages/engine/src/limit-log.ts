import type { Clock, Logger } from "@buttplug-ts/core";

const linesASecond = 100;
/** What is kept of one line: strangers choose parts of it. */
const longestLine = 2_000;

interface Second {
  readonly sinceMs: number;
  lines: number;
}

/** Passes a hundred lines a second of each area and level, and says how many more there were. Nothing is left out of `debug`. */
export function limitLog(logger: Logger, clock: Clock): Logger {
  const seconds = new Map<string, Second>();
  return {
    log(level, area, message, facts) {
      const line = message.slice(0, longestLine);
      if (level === "debug") return logger.log(level, area, line, facts);
      const key = `${level} ${area}`;
      const nowMs = clock.now();
      let second = seconds.get(key);
      if (second === undefined || nowMs - second.sinceMs >= 1_000) {
        const more = (second?.lines ?? 0) - linesASecond;
        if (more > 0) logger.log(level, area, `${more} more lines came within a second and were left out`);
        second = { sinceMs: nowMs, lines: 0 };
        seconds.set(key, second);
      }
      second.lines += 1;
      if (second.lines <= linesASecond) logger.log(level, area, line, facts);
    },
  };
}
