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
    hand.hold("finger");
    hand.set(5);
    await clock.advance(60_000);
    expect(hand.value.value).toBe(5);
  });

  it("is shown a little longer than it is held, and a little after each value that is set without a hold", async () => {
    hand.hold("finger");
    hand.set(5);
    hand.release("finger");
    await clock.advance(2_999);
    expect(hand.value.value).toBe(5);
    hand.set(6);
    await clock.advance(2_999);
    expect(hand.value.value).toBe(6);
    await clock.advance(1);
    expect(hand.value.value).toBeUndefined();
  });

  it("is dropped at once, also while it is held, and does not come back with the release", () => {
    hand.hold("finger");
    hand.set(5);
    hand.drop();
    expect(hand.value.value).toBeUndefined();
    hand.release("finger");
    expect(hand.value.value).toBeUndefined();
  });

  it("gives way as soon as the engine says the same, unless it is held", () => {
    hand.hold("finger");
    hand.set(5);
    hand.confirm(4);
    hand.release("finger");
    hand.confirm(undefined);
    hand.confirm(4);
    expect(hand.value.value).toBe(5);
    hand.confirm(5);
    expect([hand.value.value, clock.pendingTimers]).toEqual([undefined, 0]);
  });

  it("gives way with the release, if the engine has said the same since it was set", () => {
    hand.confirm(5);
    hand.hold("finger");
    hand.set(6);
    hand.confirm(6);
    hand.set(5);
    hand.release("finger");
    expect(hand.value.value).toBe(5);
    hand.hold("finger");
    hand.confirm(5);
    expect(hand.value.value).toBe(5);
    hand.release("finger");
    expect([hand.value.value, clock.pendingTimers]).toEqual([undefined, 0]);
  });

  it("is shown until the last of those that hold it lets go", async () => {
    hand.hold("finger");
    hand.hold("answer");
    hand.set(5);
    hand.release("finger");
    hand.confirm(5);
    await clock.advance(60_000);
    expect(hand.value.value).toBe(5);
    hand.release("answer");
    expect(hand.value.value).toBeUndefined();
  });

  describe("that the engine is asked for", () => {
    function asked(value: number) {
      const ends = { take: () => {}, refuse: () => {} };
      const asking = hand.ask(
        value,
        () =>
          new Promise<void>((resolve, reject) => Object.assign(ends, { take: resolve, refuse: () => reject("no") })),
      );
      return { asking, ...ends };
    }

    it("is shown until it answers, however long that takes, and until it had time to follow", async () => {
      const { asking, take } = asked(5);
      await clock.advance(20_000);
      hand.confirm(3);
      expect(hand.value.value).toBe(5);
      take();
      await asking;
      await clock.advance(2_999);
      expect(hand.value.value).toBe(5);
      await clock.advance(1);
      expect(hand.value.value).toBeUndefined();
    });

    it("gives way to whatever the engine says after it has answered: that is newer", async () => {
      const { asking, take } = asked(5);
      take();
      await asking;
      hand.confirm(4);
      expect([hand.value.value, clock.pendingTimers]).toEqual([undefined, 0]);
    });

    it("is gone when the engine refuses, but not what was set since", async () => {
      const first = asked(5);
      const second = asked(6);
      first.refuse();
      await expect(first.asking).rejects.toBe("no");
      expect(hand.value.value).toBe(6);
      hand.confirm(3);
      await clock.advance(60_000);
      expect(hand.value.value).toBe(6);
      second.refuse();
      await expect(second.asking).rejects.toBe("no");
      expect([hand.value.value, clock.pendingTimers]).toEqual([undefined, 0]);
    });
  });
});
