import type { ModelDefinition } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { defineProtocol } from "./define-protocol.js";
import { parseExample, runExample, stopCommands } from "./example.js";
import { combined, perFeature, stateful } from "./output-rule.js";
import { hex, text, write } from "./packet.js";

const model: ModelDefinition = {
  id: "acme-one",
  protocol: "acme",
  identifier: "ONE",
  name: "Acme One",
  features: [
    { index: 0, label: "Inner", outputs: { vibrate: { range: [0, 20] } }, inputs: {} },
    { index: 1, label: "Outer", outputs: { vibrate: { range: [0, 20] }, rotate: { range: [-9, 9] } }, inputs: {} },
    { index: 2, label: "Arm", outputs: { position: { range: [0, 9] } }, inputs: {} },
  ],
};
const models = (identifier: string) => (identifier === "ONE" || identifier === "" ? model : undefined);

const acme = defineProtocol({
  key: "acme",
  summary: "",
  endpoints: ["tx", "txmode"],
  outputs: {
    vibrate: combined((levels) => write("tx", hex`a5 ${levels[0] ?? 0} ${levels[1] ?? 0}`)),
    rotate: perFeature(({ value }) => write("txmode", text`R:${value};`, { withResponse: true })),
    position: stateful({
      initial: 0,
      encode: (_, { value }) => [{ packet: write("tx", hex`b0 ${value}`), state: value }],
      motion: {
        everyMs: 100,
        step: (left) => (left > 0 ? { packet: write("tx", hex`b1 ${left}`), state: left - 1 } : undefined),
        halt: () => 0,
      },
    }),
  },
  examples: [],
});

describe("parseExample", () => {
  const command = { type: "vibrate", feature: 0, value: 16, durationMs: 0 };

  it("makes every value its own commit, under the output named last", () => {
    expect(parseExample("vibrate 0=16 rotate 1=-3@250 -> ").steps).toEqual([
      { kind: "commit", commands: [command] },
      { kind: "commit", commands: [{ type: "rotate", feature: 1, value: -3, durationMs: 250 }] },
    ]);
  });

  it("joins neighbours into one commit, also across output words", () => {
    const { steps } = parseExample("vibrate 0=16 + 1=2 + rotate 1=3 -> tx: 00");
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ commands: [command, { feature: 1, value: 2 }, { type: "rotate", value: 3 }] });
  });

  it("reads an identifier, ticks and stops", () => {
    expect(parseExample("EI-FW3: tick stop ->")).toEqual({
      findings: undefined,
      identifier: "EI-FW3",
      steps: [{ kind: "tick" }, { kind: "stop" }],
      packets: [],
    });
  });

  it("reads findings, and an identifier with blanks as it is", () => {
    expect(parseExample("[old] MV Poco     : connect ->")).toMatchObject({
      findings: "old",
      identifier: "MV Poco     ",
    });
    expect(parseExample("LUNA play smart 2: connect ->")).toMatchObject({ identifier: "LUNA play smart 2" });
    expect(parseExample("[old] connect ->")).toMatchObject({ findings: "old", identifier: "" });
  });

  it("reads packets as bytes or as text, with or without response", () => {
    expect(parseExample('tick -> tx: f1 40 | tx!: "Vibrate:10;" | generic12: 0a').packets).toEqual([
      "tx: f1 40",
      'tx!: "Vibrate:10;"',
      "generic12: 0a",
    ]);
  });

  it("takes text and its bytes for the same packet", () => {
    expect(parseExample("-> tx: 4f 4b 3b").packets).toEqual(parseExample('-> tx: "OK;"').packets);
  });

  it.each([
    ["vibrate 0=1", '"->"'],
    ["0=1 -> tx: 00", "no output is named"],
    ["vibrate 0:1 -> tx: 00", '"0:1" is no step'],
    ["vibrate + 0=1 -> tx: 00", '"+" follows no value'],
    ["vibrate 0=1 + -> tx: 00", 'nothing follows "+"'],
    ["tick -> tx 00", "cannot be read"],
    ["tick -> tx: 0", "cannot be read"],
    ["tick -> tx: 00 |", 'nothing follows "|"'],
  ])("refuses %s", (line, why) => {
    expect(() => parseExample(line)).toThrowError(
      expect.objectContaining({ code: "protocol/bad-example", message: expect.stringContaining(why) }),
    );
  });
});

describe("runExample", () => {
  it.each([
    "vibrate 0=1 1=2 -> tx: a5 01 00 | tx: a5 01 02",
    "vibrate 0=1 + 1=2 -> tx: a5 01 02",
    'ONE: rotate 1=-3 -> txmode!: "R:-3;"',
    "position 2=2 tick tick tick -> tx: b0 02 | tx: b1 02 | tx: b1 01",
    'position 2=2 stop tick -> tx: b0 02 | tx: a5 00 00 | txmode!: "R:0;"',
    "tick ->",
  ])("holds: %s", (line) => {
    runExample(acme, line, models);
  });

  it("names protocol, example, expected and got when it does not hold", () => {
    const line = "vibrate 0=1 -> tx: a5 01 01";
    expect(() => runExample(acme, line, models)).toThrowError(
      expect.objectContaining({
        message: `the example of acme, "${line}" does not hold: expected tx: a5 01 01, got tx: a5 01 00`,
        details: { protocol: "acme", example: line },
      }),
    );
  });

  it("writes what initialization writes, where that is a list of packets", () => {
    const listed = { ...acme, initialize: [write("txmode", hex`01`, { withResponse: true }), write("tx", hex`02`)] };
    runExample(listed, "connect vibrate 0=1 -> txmode!: 01 | tx: 02 | tx: a5 01 00", models);
    expect(() => runExample(acme, "connect -> tx: 02", models)).toThrowError("no list of packets");
  });

  it("runs with the findings that the line names, or with the first", () => {
    const tagged = defineProtocol({
      ...acme,
      initialize: async () => 1,
      outputs: (_, tag: number) => ({ vibrate: perFeature(({ value }) => write("tx", hex`${tag} ${value}`)) }),
      exampleFindings: { new: 1, old: 2 },
    });
    runExample(tagged, "vibrate 0=9 -> tx: 01 09", models);
    runExample(tagged, "[old] ONE: vibrate 0=9 -> tx: 02 09", models);
    expect(() => runExample(tagged, "[older] vibrate 0=9 -> tx: 02 09", models)).toThrowError('no findings "older"');
  });

  it("tells a write with response from one without", () => {
    expect(() => runExample(acme, "vibrate 0=1 -> tx!: a5 01 00", models)).toThrowError("got tx: a5 01 00");
  });

  it.each([
    ["TWO: vibrate 0=1 -> tx: 00", 'no model "TWO"'],
    ["vibrate 0=21 -> tx: 00", "vibrate 21 is not in 0..20"],
    ["vibrate 2=1 -> tx: 00", "no vibrate at feature 2"],
  ])("refuses %s, which no client could send", (line, why) => {
    expect(() => runExample(acme, line, models)).toThrowError(why);
  });
});

describe("stopCommands", () => {
  it("sets every output to 0 but positions", () => {
    expect(stopCommands(model).map(({ feature, type, value }) => [feature, type, value])).toEqual([
      [0, "vibrate", 0],
      [1, "vibrate", 0],
      [1, "rotate", 0],
    ]);
  });
});
