import { fromUtf8, type ModelDefinition, utf8 } from "@buttplug-ts/core";
import { type OutputCommand, openEncoder, stopCommands } from "@buttplug-ts/protocol-kit";
import { simulators } from "@buttplug-ts/protocols/simulators";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { simulated } from "./simulation.js";

/** As a user configuration would add it. */
const twoFeatures: ModelDefinition = {
  ...modelOf("tcode-v03", ""),
  features: [
    {
      index: 0,
      label: "Axis",
      outputs: { hwPositionWithDuration: { range: [0, 100], durationRange: [0, 100_000] } },
      inputs: {},
    },
    { index: 1, label: "Vibrator", outputs: { vibrate: { range: [0, 99] } }, inputs: {} },
  ],
};

function lines(commands: readonly OutputCommand[]): (string | undefined)[] {
  const calls = openEncoder(protocolOf("tcode-v03"), twoFeatures).encode(commands);
  return calls.flatMap((call) => call.packets()).map(({ packet }) => fromUtf8(packet.data));
}

describe("the lines of T-Code", () => {
  it.each([
    [0, "L0000\nR0000\n"],
    [7, "L0007\nR0007\n"],
    [500, "L0500\nR0500\n"],
    [1_000, "L01000\nR01000\n"],
  ])("have three digits or more for a position: %i", (position, text) => {
    const sent = open("tcode-v03", "").send("position", 0, position);
    expect(sent).toEqual([[...utf8(text)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")]);
  });

  it.each([
    [0, 0, "L000I0\n"],
    [5, 100, "L005I100\n"],
    [51, 200, "L051I200\n"],
    [100, 100_000, "L0100I100000\n"],
  ])("have two digits or more for a position in a time: %i in %i ms", (value, durationMs, text) => {
    expect(lines([{ type: "hwPositionWithDuration", feature: 0, value, durationMs }])).toEqual([text]);
  });

  it("name the feature that vibrates", () => {
    const vibrate = (value: number) => lines([{ type: "vibrate", feature: 1, value, durationMs: 0 }]);
    expect([...vibrate(5), ...vibrate(99)]).toEqual(["V105\n", "V199\n"]);
  });

  it("stop what vibrates, and no axis", () => {
    expect(lines(stopCommands(twoFeatures))).toEqual(["V100\n"]);
    expect(stopCommands(modelOf("tcode-v03", ""))).toEqual([]);
  });
});

describe("a simulated T-Code device", () => {
  it("obeys whole lines, however they are cut", () => {
    const { tell, values } = simulated("tcode-v03", "");
    tell(utf8("L05"));
    expect(values()).toEqual([0, 0]);
    tell(utf8("00\nR0500\nL0100I"));
    expect(values()).toEqual([500, 500]);
    tell(utf8("250\n"));
    expect(values()).toEqual([100, 100]);
  });

  it("takes no notice of anything else", () => {
    const { tell, values } = simulated("tcode-v03", "");
    for (const line of ["", "D0", "L1500", "V0500", "R0500", "L0", "L0x", "l0500"]) tell(utf8(`${line}\n`));
    tell(utf8("L0500\n"), "rx");
    expect(values()).toEqual([0, 0]);
  });

  it("vibrates where it has a motor", () => {
    const device = simulators.find(({ key }) => key === "tcode-v03")?.open(twoFeatures);
    device?.receive("tx", utf8("V142\nV010\n"));
    expect(device?.levels().map(({ value }) => value)).toEqual([0, 42]);
  });
});
