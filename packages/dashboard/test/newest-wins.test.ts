import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { NewestWins } from "../src/newest-wins.js";

function world(inFlightLimit = 10) {
  const clock = new TestClock();
  const sent: number[] = [];
  const ends: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const failed: unknown[] = [];
  const idle = { count: 0 };
  const newest = new NewestWins<number>({
    clock,
    gapMs: 16,
    inFlightLimit,
    send: (value) => {
      sent.push(value);
      return new Promise<void>((resolve, reject) => ends.push({ resolve, reject }));
    },
    onFailed: (error) => failed.push(error),
    onIdle: () => {
      idle.count += 1;
    },
  });
  return { clock, newest, sent, ends, failed, idle };
}

describe("NewestWins", () => {
  it("sends the first value at once, and after the gap only the newest of those that came", async () => {
    const { clock, newest, sent } = world();
    for (const value of [1, 2, 3]) newest.push(value);
    expect(sent).toEqual([1]);
    await clock.advance(15);
    newest.push(4);
    expect(sent).toEqual([1]);
    await clock.advance(1);
    expect(sent).toEqual([1, 4]);
    await clock.advance(100);
    expect(sent).toEqual([1, 4]);
  });

  it("builds no backlog towards somebody who takes their time, and sends the newest when they are done", async () => {
    const { clock, newest, sent, ends } = world(2);
    for (const value of [1, 2, 3, 4]) {
      newest.push(value);
      await clock.advance(16);
    }
    expect(sent).toEqual([1, 2]);
    ends[0]?.resolve();
    await settle();
    expect(sent).toEqual([1, 2, 4]);
  });

  it("forgets what waits when it is cleared", async () => {
    const { clock, newest, sent } = world();
    newest.push(1);
    newest.push(2);
    newest.clear();
    await clock.advance(1_000);
    expect(sent).toEqual([1]);
  });

  it("tells of a failure and goes on", async () => {
    const { clock, newest, sent, ends, failed } = world(1);
    newest.push(1);
    await clock.advance(16);
    ends[0]?.reject("no");
    await settle();
    newest.push(2);
    expect([sent, failed]).toEqual([[1, 2], ["no"]]);
  });

  it("tells of no failure of what something newer has taken the place of", async () => {
    const { clock, newest, ends, failed } = world(2);
    for (const value of [1, 2, 3]) {
      newest.push(value);
      await clock.advance(16);
    }
    ends[1]?.reject("the second");
    await settle();
    ends[0]?.reject("the first");
    await settle();
    expect(failed).toEqual([]);
    ends[2]?.reject("the third");
    await settle();
    expect(failed).toEqual(["the third"]);
  });

  it("says when nothing waits or is under way any more, also when that was cleared", async () => {
    const { clock, newest, ends, idle } = world(1);
    newest.push(1);
    newest.push(2);
    await clock.advance(16);
    ends[0]?.reject("no");
    await settle();
    expect([newest.isIdle, idle.count]).toEqual([false, 0]);
    ends[1]?.resolve();
    await settle();
    expect([newest.isIdle, idle.count]).toEqual([true, 1]);
    newest.push(3);
    ends[2]?.resolve();
    newest.push(4);
    await settle();
    expect([newest.isIdle, idle.count]).toEqual([false, 1]);
    newest.clear();
    expect([newest.isIdle, idle.count]).toEqual([true, 2]);
  });
});
