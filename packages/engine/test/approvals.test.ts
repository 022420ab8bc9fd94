import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { Approvals, type Verdict } from "../src/access/approvals.js";
import { plainName } from "../src/access/plain-name.js";
import { readOrigin, type WebOrigin } from "../src/access/web-origin.js";

const minute = 60_000;

function world() {
  const clock = new TestClock();
  let changes = 0;
  let sleptMs = 0;
  const approvals = new Approvals(
    clock,
    () => 1_000_000 + clock.now() + sleptMs,
    () => {
      changes += 1;
    },
  );
  /** A page that asks, leaves, and what it was told. */
  const ask = (origin: string, clientName = "a page", leaving = new AbortController()) => {
    let told: Verdict | undefined;
    void approvals
      .ask({ origin: readOrigin(origin) as WebOrigin, clientName, address: "127.0.0.1", signal: leaving.signal })
      .then((verdict) => {
        told = verdict;
      });
    return {
      async told() {
        await settle();
        return told;
      },
      leave: () => leaving.abort(),
    };
  };
  const open = () => approvals.requests.map(({ origin }) => origin);
  const answer = (verdict: "once" | "always" | "refuse") => approvals.answer(approvals.requests[0]?.id ?? "", verdict);
  /** The machine is asleep: the calendar goes on, clocks stand still. */
  const sleep = (ms: number) => {
    sleptMs += ms;
  };
  return { clock, approvals, ask, open, answer, sleep, changes: () => changes };
}

const good = "https://good.example";

describe("a question to the owner", () => {
  it("says who asks and how long there is to answer", async () => {
    const { approvals, ask, answer, changes } = world();
    const page = ask(good, "A game");
    expect(approvals.requests).toEqual([
      {
        id: expect.any(String),
        origin: good,
        clientName: "A game",
        address: "127.0.0.1",
        askedAtMs: 1_000_000,
        expiresAtMs: 1_060_000,
      },
    ]);
    expect(await page.told()).toBeUndefined();
    expect(answer("once")?.text).toBe(good);
    expect([await page.told(), approvals.requests, changes()]).toEqual(["once", [], 2]);
    expect(answer("once")).toBeUndefined();
  });

  it("is one for all connections of an origin", async () => {
    const { ask, open, answer } = world();
    const pages = [ask(good), ask("HTTPS://GOOD.example"), ask(good)];
    expect(open()).toEqual([good]);
    answer("once");
    expect(await Promise.all(pages.map((page) => page.told()))).toEqual(["once", "once", "once"]);
  });

  it("stays when the page gives up, so that the owner has the whole minute; the page is let in when it comes again", async () => {
    const { ask, open, answer, clock } = world();
    const page = ask(good);
    page.leave();
    expect([await page.told(), open()]).toEqual(["unanswered", [good]]);
    await clock.advance(59_000);
    answer("once");
    await clock.advance(5 * minute - 1);
    expect([await ask(good).told(), open()]).toEqual(["once", []]);
    await clock.advance(1);
    expect([await ask(good).told(), open()]).toEqual([undefined, [good]]);
  });

  it("is not asked for a page that has left already", async () => {
    const { ask, open } = world();
    const left = new AbortController();
    left.abort();
    expect([await ask(good, "a page", left).told(), open()]).toEqual(["unanswered", []]);
  });

  it("is not repeated for five minutes after a refusal, and for half a minute after no answer", async () => {
    const { ask, open, answer, clock } = world();
    const page = ask(good);
    await clock.advance(minute);
    expect([await page.told(), open()]).toEqual(["unanswered", []]);
    await clock.advance(29_999);
    expect([await ask(good).told(), open()]).toEqual(["unanswered", []]);
    await clock.advance(1);
    expect([await ask(good).told(), open()]).toEqual([undefined, [good]]);
    answer("refuse");
    await clock.advance(5 * minute - 1);
    expect([await ask(good).told(), open()]).toEqual(["refuse", []]);
    await clock.advance(1);
    expect([await ask(good).told(), open()]).toEqual([undefined, [good]]);
    await clock.advance(minute);
    expect(clock.pendingTimers).toBe(0);
  });

  it("is not repeated because another page was answered meanwhile", async () => {
    const { ask, answer, open, clock } = world();
    const other = "https://other.example";
    ask(good);
    answer("refuse");
    ask(other);
    answer("refuse");
    await clock.advance(4 * minute);
    expect([await ask(good).told(), await ask(other).told(), open()]).toEqual(["refuse", "refuse", []]);
  });

  it("is repeated when the machine has slept meanwhile: what was said last night does not hold today", async () => {
    const { ask, open, answer, sleep } = world();
    ask(good);
    answer("once");
    sleep(5 * minute - 1);
    expect([await ask(good).told(), open()]).toEqual(["once", []]);
    sleep(1);
    expect([await ask(good).told(), open()]).toEqual([undefined, [good]]);
  });

  it("is repeated in time when the calendar was set back", async () => {
    const { ask, open, answer, sleep, clock } = world();
    ask(good);
    answer("once");
    sleep(-60 * minute);
    await clock.advance(5 * minute);
    expect([await ask(good).told(), open()]).toEqual([undefined, [good]]);
  });

  it("is repeated if the owner wants so", async () => {
    const { approvals, ask, open, answer } = world();
    ask(good);
    answer("once");
    approvals.forget(good);
    expect([await ask(good).told(), open()]).toEqual([undefined, [good]]);
  });

  it("is one of sixteen at most, and no page brings more a minute by leaving", async () => {
    const { ask, open, clock } = world();
    for (let number = 0; number < 100; number += 1) ask(`https://a${number}.evil.example`).leave();
    expect(open()).toHaveLength(16);
    expect(await ask(good).told()).toBe("unanswered");
    await clock.advance(minute);
    expect([await ask(good).told(), open()]).toEqual([undefined, [good]]);
  });
});

describe.each(["null", "file://"])("a page of the origin %s, which any page can have,", (origin) => {
  it("asks for itself alone and for this time alone", async () => {
    const { ask, open, answer } = world();
    const [mine, other] = [ask(origin), ask(origin)];
    expect(open()).toEqual([origin, origin]);
    answer("once");
    expect([await mine.told(), await other.told(), open()]).toEqual(["once", undefined, [origin]]);
    answer("once");
    expect([await other.told(), await ask(origin).told(), open()]).toEqual(["once", undefined, [origin]]);
  });

  it("takes its question with it", async () => {
    const { ask, open, clock } = world();
    ask(origin).leave();
    expect(open()).toEqual([]);
    expect(await ask(origin).told()).toBe("unanswered");
    await clock.advance(30_000);
    expect(await ask(origin).told()).toBeUndefined();
  });

  it("is refused for all of them, for five minutes", async () => {
    const { ask, answer, clock } = world();
    ask(origin);
    answer("refuse");
    await clock.advance(5 * minute - 1);
    expect(await ask(origin).told()).toBe("refuse");
    await clock.advance(1);
    expect(await ask(origin).told()).toBeUndefined();
  });

  it("has room beside others", async () => {
    const { ask, open } = world();
    for (const name of ["a", "b", "c"]) ask(`https://${name}.example`);
    ask(origin);
    expect(open()).toHaveLength(4);
  });

  it("leaves room for others", async () => {
    const { ask, open } = world();
    for (let number = 0; number < 16; number += 1) ask(origin);
    ask(good);
    expect(open()).toEqual([origin, origin, good]);
  });
});

describe("the name that a page gives itself", () => {
  it.each([
    ["A game", "A game"],
    ["two\r\nlines\tand  more ", "two lines and more"],
    ["\u001b[2Jcleared", "\ufffd[2Jcleared"],
    ["\u009b2Jcleared", "\ufffd2Jcleared"],
    ["safe\u202eexe.live", "safe\ufffdexe.live"],
    ["in\u200bvisible\ufeff", "in\ufffdvisible"],
    ["half \ud800 letter", "half \ufffd letter"],
    [`z${"\u0301".repeat(50)}`, "z\u0301\u0301\u0301"],
    ["x".repeat(61), `${"x".repeat(59)}…`],
    ["😀".repeat(60), "😀".repeat(60)],
  ])("%j is shown as %j", (name, shown) => expect(plainName(name)).toBe(shown));

  it("is plain in the question", () => {
    const { approvals, ask } = world();
    ask(good, "a\nb");
    expect(approvals.requests[0]?.clientName).toBe("a b");
  });
});
