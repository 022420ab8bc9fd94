import { toHex } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { combined, type OutputCommand, perFeature, stateful } from "./output-rule.js";
import { hex, write } from "./packet.js";

function vibrate(feature: number, value: number): OutputCommand {
  return { feature, type: "vibrate", value, durationMs: 0 };
}

describe("perFeature", () => {
  it("makes one packet a command", () => {
    const rule = perFeature(({ feature, value }) => write("tx", hex`${feature} ${value}`));
    const steps = rule.encode(rule.initial, [vibrate(0, 1), vibrate(1, 2)]);
    expect(steps.map(({ packet }) => toHex(packet?.data ?? hex``))).toEqual(["00 01", "01 02"]);
  });

  it("makes as many packets as the encoder returns", () => {
    const rule = perFeature(({ value }) => [write("tx", hex`00`), write("tx", hex`${value}`)]);
    expect(rule.encode(rule.initial, [vibrate(0, 9)])).toHaveLength(2);
  });

  it("numbers packets, and uses no number twice when nobody knows whether it arrived", () => {
    const numbered = perFeature((_, count) => [write("tx", hex`${count}`), write("tx", hex`${count + 1}`)]);
    const steps = numbered.encode(numbered.initial, [vibrate(0, 1), vibrate(1, 1)]);
    expect(steps.map(({ packet }) => toHex(packet?.data ?? hex``))).toEqual(["00", "01", "02", "03"]);
    expect(steps.map(({ state }) => state)).toEqual([1, 2, 3, 4]);
    expect(numbered.forget?.(3)).toBe(4);
  });
});

describe("combined", () => {
  const rule = combined((levels) => write("tx", Uint8Array.from(levels)));

  it("puts all commands into one packet, with the levels that were written before", () => {
    const [first] = rule.encode(rule.initial, [vibrate(0, 5)]);
    const second = rule.encode(first?.state ?? rule.initial, [vibrate(1, 7)]);
    expect(second.map(({ packet }) => toHex(packet?.data ?? hex``))).toEqual(["05 07"]);
  });

  it("fills features that nobody set with 0", () => {
    const [step] = rule.encode(rule.initial, [vibrate(2, 7)]);
    expect(step?.state.levels).toEqual([0, 0, 7]);
  });

  it("leaves the state it was given alone", () => {
    const levels = [1, 2];
    rule.encode({ levels, count: 0 }, [vibrate(0, 9)]);
    expect(levels).toEqual([1, 2]);
  });

  it("may make several packets, number them, and look at what was commanded", () => {
    const pair = combined((levels, commands, count) =>
      levels.map((level) => write("tx", hex`${count} ${commands.length} ${level}`)),
    );
    const steps = pair.encode({ levels: [5], count: 7 }, [vibrate(1, 6)]);
    expect(steps.map(({ packet }) => toHex(packet?.data ?? hex``))).toEqual(["07 01 05", "07 01 06"]);
    expect(steps.map(({ state }) => state.count)).toEqual([8, 9]);
    expect(pair.forget?.({ levels: [5], count: 7 })).toEqual({ levels: [], count: 8 });
  });

  it("remembers levels for which there is no packet", () => {
    const silent = combined(([level = 0]) => (level === 0 ? [] : write("tx", hex`${level}`)));
    expect(silent.encode({ levels: [5], count: 1 }, [vibrate(0, 0)])).toEqual([{ state: { levels: [0], count: 1 } }]);
  });

  it("repeats while something runs, with a number of its own each time", () => {
    const encode = ([level = 0]: readonly number[], _: unknown, count: number) => write("tx", hex`${count} ${level}`);
    const { motion } = combined(encode, { repeat: { everyMs: 100 } });
    expect(motion?.everyMs).toBe(100);
    expect(motion?.step({ levels: [5], count: 1 })).toEqual({
      packet: write("tx", hex`01 05`),
      state: { levels: [5], count: 2 },
    });
    expect(motion?.step({ levels: [0], count: 1 })).toBeUndefined();
    const restless = combined(encode, { repeat: { everyMs: 100, atRest: true } }).motion;
    expect(restless?.step({ levels: [], count: 3 })?.packet.data).toEqual(hex`03 00`);
    expect(rule.motion).toBeUndefined();
  });
});

describe("stateful", () => {
  it("hands motion on only where there is one", () => {
    const encode = () => [];
    expect(stateful({ initial: 0, encode }).motion).toBeUndefined();
    const motion = { everyMs: 100, step: () => undefined, halt: (state: number) => state };
    expect(stateful({ initial: 0, encode, motion }).motion).toBe(motion);
  });
});
