import { runInNewContext } from "node:vm";
import { clockWorkerScript } from "@buttplug-ts/page";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Send = (data: number) => void;

/** Starts a worker; gives the way to send to it. */
type Start = (answer: () => void) => Promise<Send>;

const startText: Start = async (postMessage) => {
  const scope = { setTimeout, clearTimeout, postMessage, onmessage: (_event: { data: number }) => {} };
  runInNewContext(clockWorkerScript, scope);
  return (data) => scope.onmessage({ data });
};

const startEntry: Start = async (answer) => {
  let listener: ((event: { data: number }) => void) | undefined;
  vi.stubGlobal("postMessage", answer);
  vi.stubGlobal("addEventListener", (_: string, heard: typeof listener) => {
    listener = heard;
  });
  vi.resetModules();
  await import("@buttplug-ts/page/worker");
  return (data) => listener?.({ data });
};

describe.each([
  ["text", startText],
  ["entry", startEntry],
] as const)("the %s of the worker", (_, start) => {
  it("answers after as many milliseconds as the last message says, once; at once for 0", async () => {
    const answer = vi.fn();
    const send = await start(answer);
    send(50);
    send(100);
    await vi.advanceTimersByTimeAsync(99);
    expect(answer).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(answer).toHaveBeenCalledOnce();
    send(0);
    expect(answer).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(answer).toHaveBeenCalledTimes(2);
  });
});
