import type { Advertisement } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { OperationQueue, Sightings, watchPresence } from "../src/index.js";

const seen = (id: string, name?: string): Advertisement => ({
  kind: "bluetooth",
  id,
  ...(name === undefined ? {} : { name }),
  services: [],
  manufacturerData: [],
});

function setUp() {
  const clock = new TestClock();
  const controller = new AbortController();
  const sightings = new Sightings(clock, controller.signal);
  const reported: string[] = [];
  const over = (async () => {
    for await (const { id, name } of sightings) reported.push(name === undefined ? id : `${id} ${name}`);
  })();
  return { clock, controller, sightings, reported, over };
}

describe("Sightings", () => {
  it("report a device once a change, not once an advertisement: 20 a second for a minute", async () => {
    const { clock, sightings, reported } = setUp();
    for (let count = 0; count < 20 * 60; count += 1) {
      sightings.report(count < 10 ? seen("a") : seen("a", "Lamp"));
      await clock.advance(50);
    }
    expect(reported.slice(0, 2)).toEqual(["a", "a Lamp"]);
    expect(reported.length).toBe(2 + 11); // and every 5 s again
  });

  it("report a device that was forgotten at once", async () => {
    const { sightings, reported } = setUp();
    sightings.report(seen("a"));
    await settle();
    sightings.report(seen("a"));
    sightings.forget("a");
    sightings.report(seen("a"));
    await settle();
    expect(reported).toEqual(["a", "a"]);
  });

  it("end with the signal, after what was reported", async () => {
    const { controller, sightings, reported, over } = setUp();
    sightings.report(seen("a"));
    controller.abort();
    sightings.report(seen("b"));
    await over;
    expect(reported).toEqual(["a"]);
  });

  it("keep the newest of each device, and no more than 1,000 devices", async () => {
    const clock = new TestClock();
    const sightings = new Sightings(clock, new AbortController().signal);
    for (let index = 0; index < 1_500; index += 1) sightings.report(seen(`${index}`));
    sightings.report(seen("1499", "Late"));
    sightings.end();
    const all: Advertisement[] = [];
    for await (const each of sightings) all.push(each);
    expect(all.length).toBe(1_000);
    expect(all.at(-1)).toMatchObject({ id: "1499", name: "Late" });
  });
});

describe("OperationQueue", () => {
  it("runs one operation at a time, writes before others", async () => {
    const queue = new OperationQueue();
    const log: string[] = [];
    const work = (name: string) => async () => {
      log.push(`${name} begins`);
      await settle();
      log.push(`${name} ends`);
    };
    await Promise.all([
      queue.run(work("read")),
      queue.run(work("read 2")),
      queue.write(work("w1")),
      queue.write(work("w2")),
    ]);
    expect(log).toEqual(["read", "w1", "w2", "read 2"].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it("goes on after an operation that failed", async () => {
    const queue = new OperationQueue();
    const failing = queue.write(() => Promise.reject(new TypeError("no")));
    const next = queue.write(async () => "yes");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });
});

describe("watchPresence", () => {
  it("tells who came and who left, and tries again after a failure", async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const lists: (() => Promise<Advertisement[]>)[] = [
      async () => [seen("a")],
      () => Promise.reject(new TypeError("busy")),
      async () => [seen("a"), seen("b")],
      async () => [seen("b")],
    ];
    const log: string[] = [];
    const over = watchPresence({
      list: () => (lists.shift() ?? (async () => []))(),
      intervalMs: 100,
      clock,
      signal: controller.signal,
      onArrived: ({ id }) => log.push(`+${id}`),
      onLeft: (id) => log.push(`-${id}`),
      onError: () => log.push("error"),
    });
    await clock.advance(300);
    controller.abort();
    await over;
    expect(log).toEqual(["+a", "error", "+b", "-a"]);
    expect(clock.pendingTimers).toBe(0);
  });
});
