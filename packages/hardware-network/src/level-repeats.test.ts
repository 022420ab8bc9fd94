import { utf8 } from "@buttplug-ts/core";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { LevelRepeats } from "./level-repeats.js";

function begin() {
  const clock = new TestClock();
  const sent: string[] = [];
  const repeats = new LevelRepeats(async (line) => {
    sent.push(`${clock.now()} ${Buffer.from(line).toString().trim()}`);
    throw new Error("the network is down");
  }, clock);
  return { clock, sent, repeats };
}

it("sends a level twice more, 50 and 150 ms later", async () => {
  const { clock, sent, repeats } = begin();
  repeats.sent(utf8("V050\n"));
  await clock.advance(60_000);
  expect(sent).toEqual(["50 V050", "150 V050"]);
  expect(clock.pendingTimers).toBe(0);
});

it("sends a stop more often, for 5 s", async () => {
  const { clock, sent, repeats } = begin();
  repeats.sent(utf8("V000\n"));
  await clock.advance(60_000);
  expect(sent.map((each) => Number.parseInt(each, 10))).toEqual([50, 150, 400, 1_000, 2_500, 5_000]);
});

it("sends nothing more of a level when there is a newer one, and keeps channels apart", async () => {
  const { clock, sent, repeats } = begin();
  repeats.sent(utf8("V000\n"));
  await clock.advance(40);
  repeats.sent(utf8("V100\n"));
  await clock.advance(100);
  repeats.sent(utf8("V050\n"));
  await clock.advance(150);
  expect(sent).toEqual(["50 V000", "90 V100", "190 V100", "190 V050", "290 V050"]);
});

it("sends moves once, and what is no T-Code", async () => {
  const { clock, repeats } = begin();
  for (const line of ["L0500\n", "R0500\n", "L0999I500\n", "D1\n", ""]) repeats.sent(utf8(line));
  expect(clock.pendingTimers).toBe(0);
});

it("sends what is not through yet twice more at the end, and then nothing", async () => {
  const { clock, sent, repeats } = begin();
  repeats.sent(utf8("V000\n"));
  repeats.sent(utf8("A0500\n"));
  await clock.advance(1_100);
  sent.length = 0;
  repeats.sent(utf8("V150\n"));
  const finished = repeats.finish();
  await clock.advance(150);
  await finished;
  expect(sent).toEqual(["1150 V000", "1150 V150", "1250 V000", "1250 V150"]);
  await repeats.finish();
  expect(clock.pendingTimers).toBe(0);
});

it("sends nothing more when it is called off", async () => {
  const { clock, repeats } = begin();
  repeats.sent(utf8("V000\n"));
  repeats.cancel();
  expect(clock.pendingTimers).toBe(0);
});
