import { settle } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { TypedEvents } from "./index.js";

interface Events {
  number: number;
  text: string;
}

function create() {
  const onListenerError = vi.fn();
  return { events: new TypedEvents<Events>(onListenerError), onListenerError };
}

describe("TypedEvents listeners", () => {
  it("run in the order of registration and only for their event", () => {
    const { events } = create();
    const seen: string[] = [];
    events.on("number", (n) => seen.push(`first ${n}`));
    events.on("number", (n) => seen.push(`second ${n}`));
    events.on("text", (text) => seen.push(text));
    events.emit("number", 1);
    expect(seen).toEqual(["first 1", "second 1"]);
  });

  it("run although an earlier one throws, and the error is handed on with the event's name", () => {
    const { events, onListenerError } = create();
    const error = new Error("listener");
    const after = vi.fn();
    events.on("number", () => {
      throw error;
    });
    events.on("number", after);
    events.emit("number", 5);
    expect(after).toHaveBeenCalledWith(5);
    expect(onListenerError.mock.calls).toEqual([[error, "number"]]);
  });

  it("are called once for each registration, also of the same function, and ended one by one", () => {
    const { events } = create();
    const listener = vi.fn();
    const end = events.on("number", listener);
    events.on("number", listener);
    end();
    end();
    events.emit("number", 1);
    expect(listener).toHaveBeenCalledOnce();
  });

  it("that end themselves do not keep the next from running", () => {
    const { events } = create();
    const end = events.on("number", () => end());
    const next = vi.fn();
    events.on("number", next);
    events.emit("number", 1);
    expect(next).toHaveBeenCalledOnce();
  });

  it("are not called once they were ended, not even in the emit that is under way", () => {
    const { events } = create();
    let end = () => {};
    events.on("number", () => end());
    const ended = vi.fn();
    end = events.on("number", ended);
    events.emit("number", 1);
    expect(ended).not.toHaveBeenCalled();
  });

  it("that are added during an emit wait for the next", () => {
    const { events } = create();
    const added = vi.fn();
    const end = events.on("number", () => {
      end();
      events.on("number", added);
    });
    events.emit("number", 1);
    expect(added).not.toHaveBeenCalled();
    events.emit("number", 2);
    expect(added.mock.calls).toEqual([[2]]);
  });

  it("can be asked for", () => {
    const { events } = create();
    expect(events.hasListeners("number")).toBe(false);
    const end = events.on("number", () => {});
    expect(events.hasListeners("number")).toBe(true);
    expect(events.hasListeners("text")).toBe(false);
    end();
    expect(events.hasListeners("number")).toBe(false);
  });
});

describe("TypedEvents iteration", () => {
  it("yields the events from the call on, in order, queued or awaited", async () => {
    const { events } = create();
    events.emit("number", 0);
    const numbers = events.iterate("number");
    events.emit("number", 1);
    events.emit("number", 2);
    expect(await numbers.next()).toEqual({ value: 1, done: false });
    expect(await numbers.next()).toEqual({ value: 2, done: false });
    const third = numbers.next();
    const fourth = numbers.next();
    events.emit("number", 3);
    events.emit("number", 4);
    expect([await third, await fourth]).toEqual([
      { value: 3, done: false },
      { value: 4, done: false },
    ]);
  });

  it("stops listening when its loop is left", async () => {
    const { events } = create();
    const numbers = events.iterate("number");
    events.emit("number", 1);
    events.emit("number", 2);
    for await (const value of numbers) {
      expect(value).toBe(1);
      break;
    }
    expect(events.hasListeners("number")).toBe(false);
    expect(await numbers.next()).toEqual({ value: undefined, done: true });
  });

  it("drops the oldest events of a consumer that falls more than 1,024 behind", async () => {
    const { events } = create();
    const numbers = events.iterate("number");
    for (let n = 0; n < 1030; n += 1) events.emit("number", n);
    const seen: number[] = [];
    for (let n = 0; n < 1024; n += 1) seen.push((await numbers.next()).value as number);
    expect(seen[0]).toBe(6);
    expect(seen.at(-1)).toBe(1029);
    const more = vi.fn();
    void numbers.next().then(more);
    await settle();
    expect(more).not.toHaveBeenCalled();
    await numbers.return?.();
  });

  it("ends when its signal aborts: what is queued still comes, then every waiter is done", async () => {
    const { events } = create();
    const controller = new AbortController();
    const numbers = events.iterate("number", { signal: controller.signal });
    events.emit("number", 1);
    controller.abort();
    events.emit("number", 2);
    expect(events.hasListeners("number")).toBe(false);
    const seen: number[] = [];
    for await (const value of numbers) seen.push(value);
    expect(seen).toEqual([1]);
  });

  it("settles consumers that wait when the signal aborts", async () => {
    const { events } = create();
    const controller = new AbortController();
    const numbers = events.iterate("number", { signal: controller.signal });
    const waiting = [numbers.next(), numbers.next()];
    controller.abort();
    const done = { value: undefined, done: true };
    expect(await Promise.all(waiting)).toEqual([done, done]);
  });

  it("is over at once with a signal that has aborted", async () => {
    const { events } = create();
    const numbers = events.iterate("number", { signal: AbortSignal.abort() });
    expect(events.hasListeners("number")).toBe(false);
    expect(await numbers.next()).toEqual({ value: undefined, done: true });
  });

  it("leaves no listener on a signal that outlives it", async () => {
    const { events } = create();
    const controller = new AbortController();
    const remove = vi.spyOn(controller.signal, "removeEventListener");
    const numbers = events.iterate("number", { signal: controller.signal });
    await numbers.return?.();
    expect(remove).toHaveBeenCalledWith("abort", expect.any(Function));
  });

  it("yields nothing after return, even if it was called by an earlier listener of the same event", async () => {
    const { events } = create();
    let end = () => {};
    events.on("number", () => end());
    const numbers = events.iterate("number");
    end = () => void numbers.return?.();
    events.emit("number", 1);
    expect(await numbers.next()).toEqual({ value: undefined, done: true });
  });
});
