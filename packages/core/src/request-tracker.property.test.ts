import { settle, TestClock } from "@buttplug-ts/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ButtplugError, isButtplugError, RequestTracker } from "./index.js";

const limit = 5;
const maxId = 7;
const closed = new ButtplugError("connector/closed", "closed", { details: { reason: "test" } });
const refusal = new Error("refused by the peer");

const which = fc.nat(20);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("request"), timeoutMs: fc.integer({ min: 0, max: 50 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("resolve"), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("resolveId"), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reject"), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("abort"), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("advance"), byMs: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.constant({ do: "settle" } as const) },
  { weight: 1, arbitrary: fc.constant({ do: "close" } as const) },
) as fc.Arbitrary<{ do: string; timeoutMs?: number; which?: number; byMs?: number }>;

interface Expected {
  readonly id: number;
  readonly expiresAtMs: number;
  readonly controller: AbortController;
  readonly outcomes: unknown[];
  /** What it must settle with; undefined while it is pending. */
  outcome?: unknown;
}

/** A plain model of the tracker: which requests are pending, and what each must end with. */
class Model {
  readonly clock = new TestClock();
  readonly tracker: RequestTracker<string> = new RequestTracker(this.clock, limit, maxId);
  readonly all: Expected[] = [];
  isClosed = false;

  get pending(): Expected[] {
    return this.all.filter((request) => request.outcome === undefined);
  }

  request(timeoutMs: number): void {
    const controller = new AbortController();
    const outcomes: unknown[] = [];
    const pendingBefore = this.pending;
    let id = 0;
    const reply = this.tracker.request("Ping", { timeoutMs, signal: controller.signal }, (given) => {
      id = given;
    });
    reply.then(
      (value) => outcomes.push(value),
      (error: unknown) => outcomes.push(isButtplugError(error) && error !== closed ? error.code : error),
    );
    const expected: Expected = { id, expiresAtMs: this.clock.now() + timeoutMs, controller, outcomes };
    this.all.push(expected);
    if (this.isClosed) expected.outcome = closed;
    else if (pendingBefore.length >= limit) expected.outcome = "request/too-many";
    else {
      expect(id).toBeGreaterThanOrEqual(1);
      expect(id).toBeLessThanOrEqual(maxId);
      expect(pendingBefore.map((other) => other.id)).not.toContain(id);
      return;
    }
    expect(id, "a refused request must not be sent").toBe(0);
  }

  settleOne(which: number, outcome: unknown, act: (request: Expected) => void): void {
    const request = this.pending[which % Math.max(1, this.pending.length)];
    if (request === undefined) return;
    request.outcome = outcome;
    act(request);
  }

  async advance(byMs: number): Promise<void> {
    await this.clock.advance(byMs);
    for (const request of this.pending) {
      if (request.expiresAtMs <= this.clock.now()) request.outcome = "request/timeout";
    }
  }

  close(): void {
    for (const request of this.pending) request.outcome = closed;
    this.isClosed = true;
    this.tracker.close(closed);
  }

  async run(next: { do: string; timeoutMs?: number; which?: number; byMs?: number }): Promise<void> {
    const { timeoutMs = 0, which = 0, byMs = 0 } = next;
    const { tracker } = this;
    if (next.do === "request") this.request(timeoutMs);
    if (next.do === "resolve") {
      this.settleOne(which, "reply", ({ id }) => expect(tracker.resolve(id, "reply")).toBe(true));
    }
    if (next.do === "resolveId") {
      const request = this.pending.find(({ id }) => id === which);
      if (request) request.outcome = "by id";
      expect(tracker.resolve(which, "by id")).toBe(request !== undefined);
    }
    if (next.do === "reject") {
      this.settleOne(which, refusal, ({ id }) => expect(tracker.reject(id, refusal)).toBe(true));
    }
    if (next.do === "abort") this.settleOne(which, "request/aborted", ({ controller }) => controller.abort());
    if (next.do === "advance") await this.advance(byMs);
    if (next.do === "settle") await settle();
    if (next.do === "close") this.close();
  }
}

it("settles every request exactly once, as expected, whatever happens in whatever order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const model = new Model();
      for (const next of steps) {
        await model.run(next);
        expect(model.tracker.size).toBe(model.pending.length);
        expect(model.clock.pendingTimers).toBeLessThanOrEqual(1);
      }
      model.close();
      for (const { controller } of model.all) controller.abort();
      await model.advance(200);
      await settle();
      expect(model.all.map((request) => request.outcomes)).toEqual(model.all.map((request) => [request.outcome]));
      expect(model.tracker.size).toBe(0);
      expect(model.clock.pendingTimers).toBe(0);
    }),
    { numRuns: 300 },
  );
});
