import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { Observation } from "../src/observation.js";
import { Reconnects } from "../src/reconnects.js";

const bus = {};

/** When which hardware was tried, in milliseconds; `isBack` says whether an attempt finds it. */
function reconnecting() {
  const clock = new TestClock();
  const logged: string[] = [];
  const logger = { log: (_: unknown, __: string, text: string) => void logged.push(text) };
  const tried: [string, number][] = [];
  const told: number[] = [];
  const observation = new Observation(clock);
  observation.observe((event) => event.kind === "reconnecting" && told.push(event.attempt));
  const reconnects = new Reconnects({ clock, logger, observation });
  const state = { isBack: false };
  const start = (key: string, on: object = bus) =>
    reconnects.start(key, on, async () => {
      tried.push([key, clock.now()]);
      return state.isBack;
    });
  return { clock, logged, tried, told, reconnects, state, start, take: () => tried.splice(0) };
}

it("tries five times in just under two minutes, and says so", async () => {
  const { clock, start, take, told } = reconnecting();
  start("a");
  await clock.advance(600_000);
  expect(take().map(([, atMs]) => atMs)).toEqual([1_000, 5_000, 20_000, 55_000, 115_000]);
  expect(told).toEqual([1, 2, 3, 4, 5]);
  expect(clock.pendingTimers).toBe(0);
});

it("ends with the attempt that finds it, and begins anew when it is lost again", async () => {
  const { clock, start, take, state } = reconnecting();
  start("a");
  await clock.advance(1_000);
  state.isBack = true;
  await clock.advance(600_000);
  expect(take()).toEqual([
    ["a", 1_000],
    ["a", 5_000],
  ]);
  state.isBack = false;
  start("a");
  await clock.advance(500);
  // One search a device, however often it is lost.
  start("a");
  await clock.advance(1_000);
  expect(take()).toEqual([["a", 602_500]]);
});

it("begins anew for what was lost on a bus that is back, and for nothing else", async () => {
  const { clock, start, take, reconnects } = reconnecting();
  const other = {};
  start("a");
  start("b", other);
  start("c");
  await clock.advance(600_000);
  reconnects.cancel("c");
  take();
  reconnects.busIsBack(bus);
  await clock.advance(2_000);
  // It comes and goes: the first search does not go on beside the second one.
  reconnects.busIsBack(bus);
  await clock.advance(4_000);
  expect(take()).toEqual([
    ["a", 601_000],
    ["a", 603_000],
  ]);
});

it("is over with what is cancelled, also for the day the bus is back", async () => {
  const { clock, start, take, reconnects } = reconnecting();
  start("a");
  start("b");
  await clock.advance(1_000);
  take();
  reconnects.cancel("a");
  await clock.advance(4_000);
  expect(take()).toEqual([["b", 5_000]]);
  reconnects.cancelAll();
  expect(clock.pendingTimers).toBe(0);
  reconnects.busIsBack(bus);
  await clock.advance(600_000);
  expect(take()).toEqual([]);
});

it("remembers a hundred: who was lost first is given up for the next", async () => {
  const { clock, start, take } = reconnecting();
  for (let index = 0; index < 100; index += 1) start(`${index}`);
  await clock.advance(1_000);
  expect(take()).toHaveLength(100);
  start("100");
  await clock.advance(4_000);
  expect(take().map(([key]) => key)).toEqual(["100", ...Array.from({ length: 99 }, (_, index) => `${index + 1}`)]);
});

it("logs an attempt that throws", async () => {
  const { clock, logged, reconnects } = reconnecting();
  reconnects.start("a", bus, () => Promise.reject(new Error("a bug")));
  await clock.advance(1_000);
  await settle();
  expect(logged).toEqual(["a bug"]);
});
