import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { HandSender } from "../src/hand-sender.js";
import { HandValue } from "../src/hand-value.js";

function world() {
  const clock = new TestClock();
  const hand = new HandValue<number>(clock);
  const ends: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const [sent, failed]: [number[], unknown[]] = [[], []];
  const sender = new HandSender<number>({
    hand,
    clock,
    gapMs: 100,
    send: (value) => {
      sent.push(value);
      return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
    },
    onFailed: (error) => failed.push(error),
  });
  return { clock, hand, sender, ends, sent, failed };
}

it("what the hand sets is shown until the engine has answered for the newest of it, and then whatever the engine says", async () => {
  const { clock, hand, sender, ends, sent } = world();
  for (const value of [1, 2, 3]) sender.set(value);
  await clock.advance(20_000);
  hand.confirm(0);
  ends[0]?.resolve();
  await clock.advance(20_000);
  hand.confirm(1);
  expect([sent, hand.value.value]).toEqual([[1, 3], 3]);
  ends[1]?.resolve();
  await settle();
  expect(hand.value.value).toBe(3);
  hand.confirm(4);
  expect(hand.value.value).toBeUndefined();
});

it("what the engine refuses is shown no more, but for something newer", async () => {
  const { clock, hand, sender, ends, failed } = world();
  sender.set(1);
  sender.set(2);
  ends[0]?.reject("the first");
  await clock.advance(100);
  expect([hand.value.value, failed]).toEqual([2, []]);
  ends[1]?.reject("the second");
  await settle();
  expect([hand.value.value, failed, clock.pendingTimers]).toEqual([undefined, ["the second"], 1]);
});
