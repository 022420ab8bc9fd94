import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { changeBack, entryFor } from "../src/device-change.js";
import { UndoStack } from "../src/undo-stack.js";

describe("changeBack", () => {
  const before = {
    hardware: "simulated/1",
    name: "Rosa",
    features: { 0: { outputs: { vibrate: { range: [0, 5] } } } },
  } as const;

  it("brings back what was there, and takes away what was not", () => {
    const change = {
      hardware: "simulated/1",
      name: null,
      index: 7,
      limits: [
        { feature: 0, output: "vibrate", limits: null },
        { feature: 1, output: "rotate", limits: { enabled: false } },
      ],
    } as const;
    expect(changeBack(change, before)).toEqual({
      hardware: "simulated/1",
      name: "Rosa",
      index: null,
      limits: [
        { feature: 0, output: "vibrate", limits: { range: [0, 5] } },
        { feature: 1, output: "rotate", limits: null },
      ],
    });
  });

  it("leaves alone what the change left alone", () => {
    expect(changeBack({ hardware: "simulated/1", access: "deny" }, before)).toEqual({
      hardware: "simulated/1",
      access: null,
    });
  });

  it("is of inputs and gaps, too, and of entries for all devices of a kind", () => {
    const kind = { protocol: "lovense", identifier: "" };
    const entry = { ...kind, gapMs: 50, features: { 2: { inputs: { battery: { enabled: false } } } } };
    const inputs = [
      { feature: 2, input: "battery", enabled: null },
      { feature: 3, input: "button", enabled: false },
    ] as const;
    expect(changeBack({ ...kind, gapMs: 0, inputs }, entry)).toEqual({
      ...kind,
      gapMs: 50,
      inputs: [
        { feature: 2, input: "battery", enabled: false },
        { feature: 3, input: "button", enabled: null },
      ],
    });
  });

  it("looks at the entry for exactly the same devices", () => {
    const other = { hardware: "simulated/1", protocol: "lovense", name: "other" };
    expect(entryFor({ devices: [other, before] }, { hardware: "simulated/1" })).toBe(before);
  });
});

describe("UndoStack", () => {
  function world() {
    const clock = new TestClock();
    const stack = new UndoStack(clock);
    const done: string[] = [];
    const push = (key: string, name = key, askedMs = clock.now()) =>
      stack.push({ key, label: name, back: async () => done.push(name) }, askedMs);
    return { clock, stack, done, push };
  }

  it("takes back the newest first, and what one drag did as one", async () => {
    const { clock, stack, done, push } = world();
    push("a", "before the drag");
    await clock.advance(1_000);
    push("a", "in the middle of it");
    push("b");
    await stack.undo();
    await stack.undo();
    expect([done, await stack.undo()]).toEqual([["b", "before the drag"], undefined]);
  });

  it("tells two changes of the same thing apart when there is time between them", async () => {
    const { clock, stack, done, push } = world();
    push("a", "first");
    await clock.advance(1_500);
    push("a", "second");
    await stack.undo();
    await stack.undo();
    expect(done).toEqual(["second", "first"]);
  });

  it("takes back one drag as one, however slowly the engine answers", async () => {
    const { clock, stack, done, push } = world();
    for (const name of ["before the drag", "in the middle of it", "at its end"]) {
      const askedMs = clock.now();
      await clock.advance(5_000);
      push("a", name, askedMs);
    }
    await stack.undo();
    expect([done, await stack.undo()]).toEqual([["before the drag"], undefined]);
  });

  it("reaches older changes also when the newest cannot be taken back", async () => {
    const { stack, done, push } = world();
    push("a");
    stack.push({ key: "b", label: "b", back: () => Promise.reject(new RangeError("no")) }, 0);
    await expect(stack.undo()).rejects.toThrow("no");
    await stack.undo();
    expect(done).toEqual(["a"]);
  });

  it("remembers twenty changes", async () => {
    const { stack, done, push } = world();
    for (let change = 0; change < 30; change += 1) push(`change ${change}`);
    while (await stack.undo());
    expect([done.length, done.at(-1)]).toEqual([20, "change 10"]);
  });
});
