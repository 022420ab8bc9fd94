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

it("of a hundred lines a second nothing is left out, nor said to be, and seconds are counted from the first line", async () => {
  const clock = new TestClock();
  await clock.advance(5_000);
  const lines: string[] = [];
  const logger = limitLog({ log: (_, __, line) => lines.push(line) }, clock);
  const log = (count: number) => {
    for (let number = 0; number < count; number += 1) logger.log("warn", "session", "again");
    return lines.splice(0);
  };
  expect(log(100)).toHaveLength(100);
  await clock.advance(1_000);
  expect(log(60)).toHaveLength(60);
  await clock.advance(999);
  expect(log(41)).toHaveLength(40);
  await clock.advance(1);
  expect(log(1)).toEqual(["1 more lines came within a second and were left out", "again"]);
});
