import { clockWorkerScript, type WorkerClockOptions, workerClock } from "@buttplug-ts/page";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeWorkers } from "./fake-worker.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const dayMs = 86_400_000;
const run = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** What was logged, as `level area: text`. */
function recorder() {
  const lines: string[] = [];
  return { lines, log: (level: string, area: string, text: string) => void lines.push(`${level} ${area}: ${text}`) };
}

/** A clock whose worker has answered. */
async function started(options: WorkerClockOptions = {}) {
  const workers = fakeWorkers(clockWorkerScript);
  const clock = workerClock(options);
  await run(0);
  const [worker] = workers.made;
  if (worker === undefined) throw new TypeError("no worker was made");
  return { clock, worker, workers };
}

const slowText = "warn clock: timers run on the page's own clock, which browsers slow down in hidden tabs: ";

describe("a clock in a worker", () => {
  it("runs timers in the page until the worker has answered, and from then on in one worker made of a blob", async () => {
    const { made, blobs } = fakeWorkers();
    const logger = recorder();
    const clock = workerClock({ logger });
    const ran: string[] = [];
    clock.after(0, () => ran.push(`at once: ${clock.mode}`));
    clock.after(50, () => ran.push(`later: ${clock.mode}`));
    expect([clock.mode, blobs.size]).toEqual(["page", 1]);
    await run(50);
    expect(ran).toEqual([expect.stringMatching(/^at once/), "later: worker"]);
    expect([await clock.started, made.length, blobs.size]).toEqual(["worker", 1, 0]);
    expect(made[0]?.options).toEqual({ name: "buttplug-ts clock" });
    expect(logger.lines).toEqual(["debug clock: timers run in a worker"]);
  });

  it("has the time of the page", async () => {
    const { clock } = await started();
    const before = clock.now();
    await run(100);
    expect([before, clock.now()]).toEqual([performance.now() - 100, performance.now()]);
  });

  it("keeps the order of equal deadlines, and asks the worker only for the first", async () => {
    const { clock, worker } = await started();
    const ran: string[] = [];
    worker.alarms.length = 0;
    for (const name of ["a", "b", "c"]) clock.after(100, () => ran.push(name));
    clock.after(40, () => ran.push("early"));
    clock.after(500, () => {});
    expect(worker.alarms).toEqual([100, 40]);
    await run(100);
    expect(ran).toEqual(["early", "a", "b", "c"]);
  });

  it("never runs what was cancelled, not even by a microtask of a timer that was due at the same moment", async () => {
    const { clock } = await started();
    const ran: string[] = [];
    clock.after(10, () => ran.push("cancelled before"))();
    clock.after(10, () => void Promise.resolve().then(() => cancel()));
    const cancel = clock.after(10, () => ran.push("cancelled at the moment"));
    const ranAlready = clock.after(5, () => ran.push("ran"));
    await run(20);
    ranAlready();
    await run(20);
    expect(ran).toEqual(["ran"]);
  });

  it.each([25, 60])("waits %i days", async (days) => {
    const { clock } = await started();
    const ran = vi.fn();
    clock.after(days * dayMs, ran);
    await run(days * dayMs - 1);
    expect(ran).not.toHaveBeenCalled();
    await run(1);
    expect([ran.mock.calls.length, clock.mode]).toEqual([1, "worker"]);
  });

  it.each([Number.NaN, -5, 0, 0.4])("is not early and not stuck with a delay of %f", async (delayMs) => {
    const { clock } = await started();
    const ran = vi.fn();
    clock.after(delayMs, ran);
    expect(ran).not.toHaveBeenCalled();
    await run(1);
    expect(ran).toHaveBeenCalledOnce();
  });

  it("runs on after a callback that throws, as timers of a page do", async () => {
    const { clock } = await started();
    const ran = vi.fn();
    clock.after(10, () => {
      throw new RangeError("of the application");
    });
    clock.after(10, ran);
    await expect(run(20)).rejects.toThrow("of the application");
    await run(20);
    expect(ran).toHaveBeenCalledOnce();
  });

  it("runs whatever is asked for when it is due, in order, and nothing that was cancelled", async () => {
    const step = fc.record({ delayMs: fc.nat(50), waitMs: fc.nat(20), cancels: fc.option(fc.nat(10)) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        vi.unstubAllGlobals();
        const { clock } = await started();
        const timers: { atMs: number; ranAtMs?: number; cancel: () => void; cancelled?: true }[] = [];
        const order: number[] = [];
        for (const [index, { delayMs, waitMs, cancels }] of steps.entries()) {
          const onTime = () => {
            Object.assign(timers[index] ?? {}, { ranAtMs: clock.now() });
            order.push(index);
          };
          timers.push({ atMs: clock.now() + delayMs, cancel: clock.after(delayMs, onTime) });
          const victim = timers[cancels ?? -1];
          if (victim && victim.ranAtMs === undefined) Object.assign(victim, { cancelled: true }).cancel();
          await run(waitMs);
        }
        await run(60);
        const due = [...timers.entries()].filter(([, { cancelled }]) => !cancelled);
        expect(due.filter(([, { atMs, ranAtMs }]) => ranAtMs !== atMs)).toEqual([]);
        const wanted = due.sort(([, a], [, b]) => a.atMs - b.atMs).map(([index]) => index);
        expect(order).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  it.each(["/clock.js", new URL("https://app.example/clock.js")])(
    "can have its worker hosted: %s",
    async (workerUrl) => {
      const { clock, worker, workers } = await started({ workerUrl });
      expect([worker.url, worker.options]).toEqual([String(workerUrl), { name: "buttplug-ts clock", type: "module" }]);
      expect([clock.mode, workers.blobs.size]).toEqual(["worker", 0]);
    },
  );
});

describe("without a worker, timers run on the page's clock, the logger is told, and nothing is lost:", () => {
  async function expectPage(clock: ReturnType<typeof workerClock>, lines: string[], why: string, first = "page") {
    const ran = vi.fn();
    clock.after(30, ran);
    clock.after(30, () => ran("cancelled"))();
    await run(30);
    expect([ran.mock.calls, clock.mode, await clock.started]).toEqual([[[]], "page", first]);
    expect(lines.filter((line) => line.startsWith("warn"))).toEqual([slowText + why]);
  }

  it("no workers at all", async () => {
    vi.stubGlobal("Worker", undefined);
    const logger = recorder();
    await expectPage(workerClock({ logger }), logger.lines, "there are no workers here");
  });

  it("a policy that throws", async () => {
    const { blobs } = fakeWorkers();
    class Refused {
      constructor() {
        throw new DOMException("refused by the policy", "SecurityError");
      }
    }
    vi.stubGlobal("Worker", Refused);
    const logger = recorder();
    await expectPage(workerClock({ logger }), logger.lines, "refused by the policy");
    expect(blobs.size).toBe(0);
  });

  it("a policy that shows later", async () => {
    const { made, blobs } = fakeWorkers();
    const logger = recorder();
    const clock = workerClock({ logger });
    const early = vi.fn();
    clock.after(20, early);
    made[0]?.onerror?.({});
    await run(20);
    expect(early).toHaveBeenCalledOnce();
    await expectPage(clock, logger.lines, "the browser did not load the worker");
    expect([made[0]?.dead, blobs.size]).toEqual([true, 0]);
  });

  it("a hosted worker that never answers", async () => {
    fakeWorkers();
    const logger = recorder();
    const clock = workerClock({ workerUrl: "/missing.js", logger });
    const early = vi.fn();
    clock.after(20, early);
    await run(20);
    expect(early).toHaveBeenCalledOnce();
    await run(10_000);
    await expectPage(clock, logger.lines, "the worker does not answer");
  });

  it("a worker that fails while timers wait", async () => {
    const logger = recorder();
    const { clock, worker } = await started({ logger });
    const ran: string[] = [];
    for (const name of ["a", "b"]) clock.after(100, () => ran.push(name));
    clock.after(99.5, () => ran.push("first"));
    clock.after(100, () => ran.push("cancelled"))();
    await run(50);
    const cancel = clock.after(50, () => ran.push("cancelled after the move"));
    worker.onerror?.({ message: "out of memory" });
    cancel();
    expect(clock.mode).toBe("page");
    await run(50);
    expect(ran).toEqual(["first", "a", "b"]);
    expect(logger.lines.at(-1)).toBe(`${slowText}out of memory`);
  });

  it("a worker that sends what cannot be read", async () => {
    const { clock, worker } = await started();
    worker.onmessageerror?.();
    expect(clock.mode).toBe("page");
  });

  it("a worker that is ended without a word: its timers are two seconds late, the next ones are not", async () => {
    const logger = recorder();
    const { clock, worker } = await started({ logger });
    const ran: number[] = [];
    worker.dead = true;
    const beganMs = clock.now();
    clock.after(100, () => ran.push(clock.now() - beganMs));
    await run(2200);
    // A second until it is missed, a second for it to answer, and the millisecond that the test's timers take at least.
    expect([ran, clock.mode]).toEqual([[2101], "page"]);
    await expectPage(clock, logger.lines, "the worker does not answer", "worker");
  });

  it("a worker that is late once is kept", async () => {
    const { clock, worker } = await started();
    const ran = vi.fn();
    worker.dead = true;
    clock.after(100, ran);
    await run(1000);
    worker.dead = false;
    await run(200);
    expect([ran.mock.calls.length, clock.mode]).toEqual([1, "worker"]);
    await run(60_000);
    expect(clock.mode).toBe("worker");
  });
});

it("when disposed, ends the worker and runs what waits on the page's clock", async () => {
  const logger = recorder();
  const { clock, worker } = await started({ logger });
  const ran = vi.fn();
  clock.after(10, ran);
  await clock[Symbol.asyncDispose]();
  await clock[Symbol.asyncDispose]();
  expect([worker.dead, clock.mode]).toEqual([true, "page"]);
  clock.after(20, ran);
  await run(20);
  expect(ran).toHaveBeenCalledTimes(2);
  expect(logger.lines).toEqual(["debug clock: timers run in a worker"]);
  expect(vi.getTimerCount()).toBe(0);
});
