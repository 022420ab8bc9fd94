import { EventEmitter } from "node:events";
import type { ButtplugServer } from "@buttplug-ts/server";
import { settle, TestClock } from "@buttplug-ts/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { closeEngine } from "../src/cli/close-engine.js";
import { guardAgainstCrashes } from "../src/cli/crash-guard.js";
import { stopBeforeSuspension } from "../src/cli/suspend.js";
import { waitForInterrupt } from "../src/interrupt.js";
import { startManaged } from "./managed-engine.js";

const nora = "Lovense Nora";

function lines() {
  const all: string[] = [];
  return {
    all,
    logger: { log: (level: string, area: string, text: string) => void all.push(`${level} ${area}: ${text}`) },
  };
}

describe("closing an engine", () => {
  it("brings what runs to rest", async () => {
    const { engine, device, application } = await startManaged({ models: [nora] });
    await (await application()).devices[0]?.vibrate(0.5);
    await closeEngine(engine);
    expect(device(nora).levels[0]?.value).toBe(0);
  });

  it("names the devices that did not take their stop", async () => {
    const { engine, device, application } = await startManaged({ models: [nora, "Aneros Vivi"] });
    await (await application()).devices[0]?.vibrate(0.5);
    device(nora).faults.failWrites = Number.POSITIVE_INFINITY;
    await expect(closeEngine(engine)).rejects.toMatchObject({
      code: "hardware/write-failed",
      message: "Lovense Nora (0) did not take the stop; see that nothing runs on, and switch it off by hand",
    });
  });

  it("is over after five seconds, also if a device hangs", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const unobserve = vi.fn();
    const server = { deviceStatus: [], observe: () => unobserve } as unknown as ButtplugServer;
    const failed = vi.fn();
    closeEngine({ server, close: () => new Promise(() => {}) }).catch(failed);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(failed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(failed.mock.calls).toEqual([[expect.objectContaining({ code: "hardware/write-timeout" })]]);
    expect(unobserve).toHaveBeenCalledOnce();
  });
});

describe("an error that nobody caught", () => {
  it("stops all devices before the process ends with 70, also if more follow", async () => {
    const source = new EventEmitter();
    const { all, logger } = lines();
    const order: unknown[] = [];
    let stopped: () => void = () => {};
    const stop = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          stopped = resolve;
        }),
    );
    const world = { fail: (code: number) => void order.push(code), exit: () => void order.push("exit") };
    const end = guardAgainstCrashes({ source, stop, world, logger });
    source.emit("uncaughtException", new TypeError("first"));
    source.emit("unhandledRejection", "second");
    expect([stop.mock.calls.length, order]).toEqual([1, [70]]);
    stopped();
    await settle();
    expect(order).toEqual([70, "exit"]);
    expect(all.map((line) => line.split("\n")[0])).toEqual([
      "error engine: this is a bug; please report it. TypeError: first",
      "error engine: stopping all devices before the engine ends",
      "error engine: this is a bug; please report it. second",
    ]);
    end();
    expect(source.eventNames()).toEqual([]);
  });

  it("ends the process also if devices cannot be stopped", async () => {
    const source = new EventEmitter();
    const { all, logger } = lines();
    const exit = vi.fn();
    guardAgainstCrashes({
      source,
      stop: () => Promise.reject(new TypeError("hangs")),
      world: { fail: () => {}, exit },
      logger,
    });
    source.emit("uncaughtException", new TypeError("first"));
    await settle();
    expect([exit.mock.calls.length, all.at(-1)]).toEqual([1, "error engine: hangs"]);
  });
});

describe("Ctrl-Z", () => {
  it("freezes the process when all devices are at rest, and holds them until it goes on", async () => {
    const { engine, device, application } = await startManaged({ models: [nora] });
    const source = new EventEmitter();
    const { logger } = lines();
    const client = await application();
    await client.devices[0]?.vibrate(0.5);
    const levels: unknown[] = [];
    let refused: unknown;
    const frozen = new Promise<void>((resolve) => {
      const freeze = () => {
        levels.push(device(nora).levels[0]?.value);
        refused = engine.server.openSession("x").output(0, 0, { type: "vibrate", value: 1 });
        resolve();
      };
      stopBeforeSuspension({ source, freeze, server: engine.server, logger });
    });
    source.emit("SIGTSTP");
    await frozen;
    expect(levels).toEqual([0]);
    await expect(refused).rejects.toMatchObject({ code: "device/held" });
    await client.devices[0]?.vibrate(1);
    expect(device(nora).levels[0]?.value).toBe(20);
  });

  it("freezes the process also if a device does not take its stop", async () => {
    const source = new EventEmitter();
    const { all, logger } = lines();
    const stopped = Promise.reject(new TypeError("out of range"));
    const hold = { by: "x", stopped, release: vi.fn(), [Symbol.dispose]: () => {} };
    const freeze = vi.fn();
    stopBeforeSuspension({ source, freeze, server: { hold: () => hold }, logger });
    source.emit("SIGTSTP");
    await settle();
    expect([freeze.mock.calls.length, hold.release.mock.calls.length]).toEqual([1, 1]);
    expect(all).toEqual(["error engine: out of range"]);
  });

  it("freezes the process after two seconds, also if a device hangs, and no more when that is over", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const source = new EventEmitter();
    const { all, logger } = lines();
    const hold = { by: "x", stopped: new Promise<void>(() => {}), release: vi.fn(), [Symbol.dispose]: () => {} };
    const freeze = vi.fn();
    const end = stopBeforeSuspension({ source, freeze, server: { hold: () => hold }, logger });
    source.emit("SIGTSTP");
    await vi.advanceTimersByTimeAsync(1_999);
    expect(freeze).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect([freeze.mock.calls.length, hold.release.mock.calls.length]).toEqual([1, 1]);
    expect(all).toEqual(["error engine: a device took more than 2000 ms to stop"]);
    end();
    expect(source.eventNames()).toEqual([]);
  });
});

describe("waitForInterrupt", () => {
  it("takes what comes within a second for one, since npm and shells hand on what a terminal sent already", async () => {
    const source = new EventEmitter();
    const clock = new TestClock();
    const waiting = waitForInterrupt(source, clock);
    source.emit("SIGINT");
    expect(await waiting).toBe("SIGINT");
    await clock.advance(999);
    for (const signal of ["SIGINT", "SIGHUP", "SIGTERM", "SIGQUIT"]) expect(source.emit(signal)).toBe(true);
    await clock.advance(1);
    // From here on the system ends the process.
    expect(source.eventNames()).toEqual([]);
  });
});
