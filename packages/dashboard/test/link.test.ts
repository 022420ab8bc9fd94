import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { type Ended, Link } from "../src/link/link.js";

/** A link whose attempts end as the test says. */
function world() {
  const clock = new TestClock();
  const attempts: {
    readonly signal: AbortSignal;
    answer: (end: Ended | { readonly ended: Promise<Ended> }) => void;
  }[] = [];
  const link = new Link({
    clock,
    random: () => 1,
    open: (signal) => new Promise((answer) => attempts.push({ signal, answer })),
  });
  const answer = async (end: Ended | { readonly ended: Promise<Ended> }) => {
    attempts.at(-1)?.answer(end);
    await settle();
  };
  return { clock, link, attempts, answer };
}

const down: Ended = { reason: "nobody answers" };

describe("Link", () => {
  it("tries again after pauses that grow to 8 s", async () => {
    const { clock, link, attempts, answer } = world();
    link.start();
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      expect(attempts.length).toBe(attempt);
      await answer(down);
      const state = link.state.value;
      if (state.kind !== "waiting") break;
      pauses.push(state.untilMs - clock.now());
      await clock.advance(state.untilMs - clock.now());
      await settle();
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it("begins with short pauses again after it was open, and says why it ended", async () => {
    const { clock, link, answer } = world();
    link.start();
    await answer(down);
    await clock.advance(500);
    await settle();
    let end = (_: Ended) => {};
    await answer({
      ended: new Promise((resolve) => {
        end = resolve;
      }),
    });
    expect(link.state.value).toEqual({ kind: "open" });
    end({ reason: "the engine is closing" });
    await settle();
    expect(link.state.value).toEqual({ kind: "waiting", reason: "the engine is closing", untilMs: clock.now() + 500 });
  });

  it("does not try again after a refusal, until it is started anew", async () => {
    const { clock, link, attempts, answer } = world();
    link.start();
    await answer({ reason: "the token is not valid here", refused: true });
    await clock.advance(3_600_000);
    await settle();
    expect([attempts.length, link.state.value.kind]).toEqual([1, "refused"]);
    link.start();
    expect([attempts.length, link.state.value.kind]).toEqual([2, "connecting"]);
  });

  it("tries at once when it is asked to", async () => {
    const { link, attempts, answer } = world();
    link.start();
    await answer(down);
    link.retry();
    await settle();
    expect(attempts.length).toBe(2);
  });

  it("does nothing more when it is closed, whatever was under way", async () => {
    const { clock, link, attempts, answer } = world();
    link.start();
    link.close();
    expect(attempts[0]?.signal.aborted).toBe(true);
    await answer(down);
    await clock.advance(60_000);
    await settle();
    expect([attempts.length, link.state.value.kind]).toEqual([1, "closed"]);
    link.start();
    await answer(down);
    link.close();
    await clock.advance(60_000);
    await settle();
    expect([attempts.length, link.state.value.kind]).toEqual([2, "closed"]);
  });
});
