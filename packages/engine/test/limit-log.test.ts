import { TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { limitLog } from "../src/limit-log.js";

it("a flood of lines is cut, and what was left out is told with the next line", async () => {
  const clock = new TestClock();
  const lines: string[] = [];
  const logger = limitLog({ log: (level, area, line) => lines.push(`${level} ${area}: ${line}`) }, clock);
  for (let number = 0; number < 150; number += 1) logger.log("warn", "session", "again");
  logger.log("error", "session", "something else");
  for (let number = 0; number < 150; number += 1) logger.log("debug", "session", "for those who ask");
  expect(lines).toHaveLength(251);
  await clock.advance(1_000);
  logger.log("warn", "session", "x".repeat(3_000));
  expect(lines.slice(100, 102)).toEqual(["error session: something else", "debug session: for those who ask"]);
  expect(lines.slice(251)).toEqual([
    "warn session: 50 more lines came within a second and were left out",
    `warn session: ${"x".repeat(2_000)}`,
  ]);
});
