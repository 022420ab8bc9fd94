import type { Clock } from "@buttplug-ts/core";
import type { LogLine, ManagementState } from "@buttplug-ts/management";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { LogRing } from "../src/management/log-ring.js";
import { Watchers } from "../src/management/watchers.js";

it("what takes long to tell is told less often, once a second at least", async () => {
  const time = new TestClock();
  let spentMs = 0;
  let costMs = 0;
  const clock: Clock = { now: () => time.now() + spentMs, after: (delayMs, callback) => time.after(delayMs, callback) };
  let turn = 0;
  const state = () => {
    spentMs += costMs;
    turn += 1;
    return { settingsProblems: [`${turn}`] } as unknown as ManagementState;
  };
  const watchers = new Watchers({ state, logs: new LogRing(() => 0), clock, begin: () => () => {} });
  let told = 0;
  watchers.add(() => {
    told += 1;
  });
  /** How long it takes until a change is told. */
  const delayMs = async () => {
    const before = told;
    const sinceMs = time.now();
    watchers.changed();
    while (told === before) await time.advance(1);
    return time.now() - sinceMs;
  };
  expect(await delayMs()).toBe(100);
  costMs = 4;
  expect([await delayMs(), await delayMs()]).toEqual([100, 400]);
  costMs = 300;
  expect([await delayMs(), await delayMs()]).toEqual([400, 1_000]);
  costMs = 0.5;
  expect([await delayMs(), await delayMs()]).toEqual([1_000, 100]);
  watchers.close();
  expect(time.pendingTimers).toBe(0);
});

it("of a log of long lines only the newest are told, so that a slow network is not taken for a peer that does not read", async () => {
  const clock = new TestClock();
  const logs = new LogRing(() => 0);
  const state = () => ({}) as ManagementState;
  const watchers = new Watchers({ state, logs, clock, begin: () => () => {} });
  const write = (count: number) => {
    for (let line = 0; line < count; line += 1) logs.log("info", "test", "x".repeat(2_000));
  };
  write(1_500);
  const told: (readonly LogLine[])[] = [];
  watchers.add((event) => event.event === "log" && told.push(event.lines));
  write(2_000);
  await clock.advance(1_000);
  expect(told.map((lines) => [lines.length, lines[0]?.number, lines.at(-1)?.number])).toEqual([
    [200, 1_301, 1_500],
    [200, 3_301, 3_500],
  ]);
  watchers.close();
});
