import { type ModelDefinition, toHex } from "@buttplug-ts/core";
import { beforeEach, describe, expect, it } from "vitest";
import { defineProtocol } from "./define-protocol.js";
import { type DeviceEncoder, openEncoder } from "./encoder.js";
import { combined, type OutputCommand, perFeature, stateful } from "./output-rule.js";
import { hex, write } from "./packet.js";

const model: ModelDefinition = {
  id: "acme-one",
  protocol: "acme",
  identifier: "",
  name: "Acme One",
  features: [],
};

const motors = combined((levels) => write("tx", hex`a5 ${levels[0] ?? 0} ${levels[1] ?? 0}`));
const acme = defineProtocol({
  key: "acme",
  summary: "",
  endpoints: ["tx"],
  outputs: {
    vibrate: motors,
    oscillate: motors,
    led: perFeature(({ feature, value }) => write("tx", hex`a6 ${feature} ${value}`)),
    position: stateful({
      initial: { at: 0, goal: 0 },
      encode: ({ at }, { value }) => [{ packet: write("tx", hex`b0 ${at}`), state: { at, goal: value } }],
      motion: {
        everyMs: 50,
        step: ({ at, goal }) =>
          at === goal ? undefined : { packet: write("tx", hex`b0 ${at + 1}`), state: { at: at + 1, goal } },
        halt: ({ at }) => ({ at, goal: at }),
      },
    }),
  },
  examples: [],
});

const command = (type: OutputCommand["type"], feature: number, value: number): OutputCommand => ({
  type,
  feature,
  value,
  durationMs: 0,
});

describe("an encoder", () => {
  let encoder: DeviceEncoder;
  beforeEach(() => {
    encoder = openEncoder(acme, model);
  });
  /** The packets of a commit, each written or, with `writes` false, lost. */
  const commit = (commands: readonly OutputCommand[], writes = true) =>
    encoder.encode(commands).flatMap((call) =>
      call.packets().map((outgoing) => {
        if (writes) outgoing.written();
        return toHex(outgoing.packet.data);
      }),
    );
  const tick = () =>
    encoder.moveOn().map((outgoing) => {
      outgoing.written();
      return toHex(outgoing.packet.data);
    });

  it("knows which outputs its protocol drives", () => {
    expect(encoder.supports("vibrate")).toBe(true);
    expect(encoder.supports("constrict")).toBe(false);
    expect(() => encoder.encode([command("constrict", 0, 1)])).toThrowError(
      expect.objectContaining({ code: "device/no-output", details: { output: "constrict" } }),
    );
  });

  it("calls a combined rule once a commit, at its first feature, also for two output types", () => {
    expect(commit([command("oscillate", 1, 2), command("vibrate", 0, 1)])).toEqual(["a5 01 02"]);
  });

  it("puts other commands into ascending feature order", () => {
    expect(commit([command("led", 3, 1), command("led", 2, 1)])).toEqual(["a6 02 01", "a6 03 01"]);
  });

  it("remembers only what was written", () => {
    commit([command("vibrate", 0, 9)], false);
    expect(commit([command("vibrate", 1, 1)])).toEqual(["a5 00 01"]);
  });

  it("works a call's packets out from what was written by then", () => {
    const [first, second] = [
      encoder.encode([command("vibrate", 0, 3)])[0],
      encoder.encode([command("vibrate", 1, 4)])[0],
    ];
    for (const outgoing of first?.packets() ?? []) outgoing.written();
    expect(second?.packets().map(({ packet }) => toHex(packet.data))).toEqual(["a5 03 04"]);
  });

  it("forgets what it remembered", () => {
    commit([command("vibrate", 0, 9)]);
    encoder.forget();
    expect(commit([command("vibrate", 1, 1)])).toEqual(["a5 00 01"]);
  });

  it("moves on until the goal is reached", () => {
    expect(encoder.motionEveryMs).toBe(50);
    commit([command("position", 0, 2)]);
    expect([tick(), tick(), tick()]).toEqual([["b0 01"], ["b0 02"], []]);
  });

  it("tells for each call whether its rule moves on by itself", () => {
    const calls = encoder.encode([command("position", 0, 2), command("led", 1, 1)]);
    expect(calls.map(({ motionEveryMs }) => motionEveryMs)).toEqual([50, undefined]);
  });

  it("remembers what makes no packet as soon as it is asked for packets, and the rest when it was written", () => {
    const rule = stateful({
      initial: 1,
      encode: (factor, { value }) =>
        value === 0 ? [{ state: factor + 1 }] : [{ packet: write("tx", hex`${factor * value}`), state: factor }],
    });
    encoder = openEncoder({ ...acme, outputs: { vibrate: rule } }, model);
    encoder.encode([command("vibrate", 0, 0)]);
    expect(commit([command("vibrate", 0, 3)])).toEqual(["03"]);
    expect(commit([command("vibrate", 0, 0)])).toEqual([]);
    expect(commit([command("vibrate", 0, 3)])).toEqual(["06"]);
  });

  it("hands findings to protocols whose outputs depend on them", () => {
    const tagged = { ...acme, outputs: (_: ModelDefinition, tag: number) => ({ vibrate: tagger(tag) }) };
    const tagger = (tag: number) => perFeature(({ value }) => write("tx", hex`${tag} ${value}`));
    encoder = openEncoder(tagged, model, 7);
    expect(commit([command("vibrate", 0, 1)])).toEqual(["07 01"]);
  });

  it("stands still after a halt", () => {
    commit([command("position", 0, 2)]);
    encoder.halt();
    expect(tick()).toEqual([]);
  });

  it("starts every device with fresh state", () => {
    commit([command("vibrate", 0, 9)]);
    encoder = openEncoder(acme, model);
    expect(commit([command("vibrate", 1, 1)])).toEqual(["a5 00 01"]);
  });

  it("chooses rules by the model where the protocol does", () => {
    const byModel = { ...acme, outputs: ({ id }: ModelDefinition) => (id === "acme-one" ? { led: motors } : {}) };
    expect(openEncoder(byModel, model).supports("led")).toBe(true);
    expect(openEncoder(byModel, model).motionEveryMs).toBeUndefined();
  });
});
