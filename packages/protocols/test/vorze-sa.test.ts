import type { ModelDefinition } from "@buttplug-ts/core";
import { hex, initializeDevice, openEncoder } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, open, protocolOf } from "./devices.js";
import { scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

const vorze = protocolOf("vorze-sa");
const names = ["Bach smart", "CycSA", "UFOSA", "UFO-TW", "VorzePiston", "ROCKET", "OMORFI", "OMOR"];

function initialized(model: ModelDefinition) {
  const { io, log } = scriptedIo();
  return { log, done: initializeDevice(vorze, io, model) };
}

describe("a Vorze device that connects", () => {
  it.each(names)("is told nothing: %s", async (name) => {
    const { log, done } = initialized(modelOf("vorze-sa", name));
    await done;
    expect(log).toEqual([]);
  });

  it.each([
    ["no variant", { identifier: "CycSA" }],
    ["an unknown variant", { identifier: "CycSA", variant: "vorze-sa-triple-rotator" }],
    ["a name that is of another variant", { identifier: "Bach smart", variant: "vorze-sa-single-rotator" }],
    ["a name that no variant knows", { identifier: "", variant: "vorze-sa-dual-vibrator" }],
  ])("is refused with %s", async (_, more) => {
    const { id, name, protocol, features } = modelOf("vorze-sa", "CycSA");
    const model = { id, name, protocol, features, ...more };
    await expect(initialized(model).done).rejects.toMatchObject({
      code: "protocol/no-model",
      details: { protocol: "vorze-sa", identifier: more.identifier },
    });
    expect(openEncoder(vorze, model).supports("rotate")).toBe(false);
  });

  it("is refused as the default model", async () => {
    await expect(initialized(modelOf("vorze-sa", "")).done).rejects.toMatchObject({ code: "protocol/no-model" });
  });

  it.each([
    ["my cycsa ufo", "vorze-sa-single-rotator", "01 01 80"],
    ["UfoSa 2", "vorze-sa-single-rotator", "02 01 80"],
    ["anything", "vorze-sa-dual-rotator", "05 80 80"],
  ])("is told by a part of its name, in any case: %s", (identifier, variant, packet) => {
    const encoder = openEncoder(vorze, { ...modelOf("vorze-sa", "UFO-TW"), identifier, variant });
    const [call] = encoder.encode([{ type: "rotate", feature: 0, value: 0, durationMs: 0 }]);
    expect(call?.packets().map((each) => each.packet)).toMatchObject([
      { data: Uint8Array.from(packet.split(" "), (byte) => Number.parseInt(byte, 16)), withResponse: true },
    ]);
  });
});

describe("the packets of Vorze devices", () => {
  it.each([
    [50, "b2"],
    [99, "e3"],
    [1, "81"],
    [0, "80"],
    [-1, "01"],
    [-50, "32"],
    [-99, "63"],
  ])("turn with %i as %s", (value, byte) => {
    expect(open("vorze-sa", "CycSA").send("rotate", 0, value)).toEqual([`01 01 ${byte}`]);
    expect(open("vorze-sa", "UFOSA").send("rotate", 0, value)).toEqual([`02 01 ${byte}`]);
    expect(open("vorze-sa", "UFO-TW").send("rotate", 0, value)).toEqual([`05 ${byte} 80`]);
    expect(open("vorze-sa", "UFO-TW").send("rotate", 1, value)).toEqual([`05 80 ${byte}`]);
  });

  it("keep the level of the side that gets no command", () => {
    const tw = open("vorze-sa", "UFO-TW");
    const turns = [tw.send("rotate", 0, 50), tw.send("rotate", 1, -99), tw.send("rotate", 0, 0)];
    expect(turns).toEqual([["05 b2 80"], ["05 b2 63"], ["05 80 63"]]);
    const omorfi = open("vorze-sa", "OMORFI");
    const levels = [omorfi.send("vibrate", 0, 50), omorfi.send("vibrate", 1, 99), omorfi.send("vibrate", 0, 0)];
    expect(levels).toEqual([["09 32 00"], ["09 32 63"], ["09 00 63"]]);
  });

  it.each([
    ["Bach smart", "06"],
    ["ROCKET", "07"],
  ])("of a %s begin with %s", (name, type) => {
    const device = open("vorze-sa", name);
    const packets = [0, 50, 100].flatMap((value) => device.send("vibrate", 0, value));
    expect(packets).toEqual([`${type} 03 00`, `${type} 03 32`, `${type} 03 64`]);
  });
});

/** Position, duration, and the packet that they make after each other. */
type Way = readonly [position: number, durationMs: number, packet: string];

describe("the speed of a Vorze Piston", () => {
  const sent = (ways: readonly Way[]) => {
    const device = open("vorze-sa", "VorzePiston");
    return ways.flatMap(([position, durationMs]) => device.send("hwPositionWithDuration", 0, position, durationMs));
  };

  it.each<[string, readonly Way[]]>([
    [
      "there and back",
      [
        [99, 500, "03 63 09"],
        [0, 1000, "03 00 04"],
        [50, 250, "03 32 09"],
        [50, 500, "03 32 64"],
      ],
    ],
    [
      "half a way",
      [
        [99, 100, "03 63 44"],
        [49, 200, "03 31 0c"],
      ],
    ],
    ["a way in no time", [[99, 0, "03 63 64"]]],
    ["no way in no time", [[0, 0, "03 00 64"]]],
    ["a slow way", [[10, 1000, "03 0a 00"]]],
    ["the slowest way", [[1, 100_000, "03 01 00"]]],
    ["a millisecond", [[99, 1, "03 63 64"]]],
  ])("is that of the sheet: %s", (_, ways) => {
    expect(sent(ways)).toEqual(ways.map(([, , packet]) => packet));
  });

  it("counts from the position that was written last", () => {
    const model = modelOf("vorze-sa", "VorzePiston");
    const encoder = openEncoder(vorze, model);
    const command = { type: "hwPositionWithDuration", feature: 0, value: 99, durationMs: 500 } as const;
    const bytes = () => encoder.encode([command]).flatMap((call) => call.packets());
    const [lost] = bytes();
    const [written] = bytes();
    expect(written?.packet.data).toEqual(lost?.packet.data);
    written?.written();
    expect(bytes()[0]?.packet.data).toEqual(hex`03 63 64`);
  });

  it("falls with the time and rises with the way", () => {
    const speed = (position: number, durationMs: number) => {
      const [packet = ""] = sent([[position, durationMs, ""]]);
      return Number.parseInt(packet.slice(6), 16);
    };
    const byTime = [0, 1, 50, 70, 71, 72, 100, 200, 400, 1000, 3329, 100_000].map((ms) => speed(99, ms));
    expect(byTime).toEqual([...byTime].sort((a, b) => b - a));
    const byWay = [1, 5, 10, 25, 50, 75, 99].map((position) => speed(position, 200));
    expect(byWay).toEqual([...byWay].sort((a, b) => a - b));
  });
});

describe("a simulated Vorze device", () => {
  it("turns either way", () => {
    const { tell, values } = simulated("vorze-sa", "UFO-TW");
    expect(tell(hex`05 b2 63`)).toEqual([]);
    expect(values()).toEqual([50, -99]);
    tell(hex`05 00 80`);
    expect(values()).toEqual([0, 0]);
  });

  it("ignores packets of other devices", () => {
    const { tell, values } = simulated("vorze-sa", "CycSA");
    for (const packet of [hex`02 01 b2`, hex`01 03 32`, hex`01 01`, hex`01 01 b2 00`]) tell(packet);
    tell(hex`01 01 b2`, "rx");
    expect(values()).toEqual([0]);
  });

  it("goes where it is told", () => {
    const { tell, values } = simulated("vorze-sa", "VorzePiston");
    tell(hex`03 63 09`);
    expect(values()).toEqual([99]);
  });

  it("without a name that anybody knows obeys nothing", () => {
    const { tell, values } = simulated("vorze-sa", "");
    tell(hex`01 01 b2`);
    expect(values()).toEqual([]);
  });
});
