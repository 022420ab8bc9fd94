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
    const steps = rule.encode(undefined, [vibrate(0, 1), vibrate(1, 2)]);
    expect(steps.map(({ packet }) => toHex(packet.data))).toEqual(["00 01", "01 02"]);
  });

  it("makes as many packets as the encoder returns", () => {
    const rule = perFeature(({ value }) => [write("tx", hex`00`), write("tx", hex`${value}`)]);
    expect(rule.encode(undefined, [vibrate(0, 9)])).toHaveLength(2);
  });
});

describe("combined", () => {
  const rule = combined((levels) => write("tx", Uint8Array.from(levels)));

  it("puts all commands into one packet, with the levels that were written before", () => {
    const [first] = rule.encode(rule.initial, [vibrate(0, 5)]);
    const second = rule.encode(first?.state ?? [], [vibrate(1, 7)]);
    expect(second.map(({ packet }) => toHex(packet.data))).toEqual(["05 07"]);
  });

  it("fills features that nobody set with 0", () => {
    const [step] = rule.encode(rule.initial, [vibrate(2, 7)]);
    expect(step?.state).toEqual([0, 0, 7]);
  });

  it("leaves the state it was given alone", () => {
    const levels = [1, 2];
    rule.encode(levels, [vibrate(0, 9)]);
    expect(levels).toEqual([1, 2]);
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
