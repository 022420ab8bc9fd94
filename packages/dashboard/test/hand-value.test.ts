import { TestClock } from "@buttplug-ts/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { HandValue } from "../src/hand-value.js";

describe("HandValue", () => {
  let clock: TestClock;
  let hand: HandValue<number>;
  beforeEach(() => {
    clock = new TestClock();
    hand = new HandValue(clock);
  });

  it("is shown for as long as the control is held", async () => {
    hand.hold();
    hand.set(5);
    await clock.advance(60_000);
    expect(hand.value.value).toBe(5);
  });

  it("is shown a little longer than it is held, and a little after each value that is set without a hold", async () => {
    hand.hold();
    hand.set(5);
    hand.release();
    await clock.advance(1_499);
    expect(hand.value.value).toBe(5);
    hand.set(6);
    await clock.advance(1_499);
    expect(hand.value.value).toBe(6);
    await clock.advance(1);
    expect(hand.value.value).toBeUndefined();
  });

  it("is dropped at once, also while it is held, and does not come back with the release", () => {
    hand.hold();
    hand.set(5);
    hand.drop();
    expect(hand.value.value).toBeUndefined();
    hand.release();
    expect(hand.value.value).toBeUndefined();
  });

  it("gives way as soon as the engine says the same, unless it is held", () => {
    hand.hold();
    hand.set(5);
    hand.confirm(5);
    expect(hand.value.value).toBe(5);
    hand.release();
    hand.confirm(undefined);
    hand.confirm(4);
    expect(hand.value.value).toBe(5);
    hand.confirm(5);
    expect([hand.value.value, clock.pendingTimers]).toEqual([undefined, 0]);
  });
});
