import { type ModelDefinition, toHex } from "@buttplug-ts/core";
import type { OutputRule, ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { findingsOf } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { modelOf, protocolOf } from "./devices.js";
import { scriptedIo } from "./scripted-io.js";

// The times and packets that the sheets of the protocols give.
describe("the last packet", () => {
  it.each([
    ["leten", 1_000],
    ["mizzzee-v3", 200],
    ["mysteryvibe", 93],
    ["mysteryvibe-v2", 93],
    ["satisfyer", 3_000],
    ["sexverse-v3", 100],
  ])("goes to %s again every %i ms", (key, everyMs) => {
    expect(protocolOf(key).keepalive).toEqual({ repeatLast: { everyMs } });
  });
});

describe("where the link needs signs of life", () => {
  it.each([
    ["fluffer", "87 b7 be c1 c8 40 05 7e 86 06 f7 5e c0 43 19 f0", false],
    ["thehandy", "0a 06 b2 06 03 08 e7 07", true],
  ])("%s gets %s", (key, bytes, withResponse) => {
    const { keepalive } = protocolOf(key);
    if (typeof keepalive !== "object" || !("packet" in keepalive)) throw new TypeError(`${key} has no packet for it`);
    const { endpoint, data } = keepalive.packet;
    expect([endpoint, toHex(data), keepalive.packet.withResponse]).toEqual(["tx", bytes, withResponse]);
  });
});

function ruleOf({ key, outputs, ...more }: ProtocolDefinition, model: ModelDefinition, output: string): OutputRule {
  const table = typeof outputs === "function" ? outputs(model, findingsOf({ key, outputs, ...more })) : outputs;
  const rule = (table as Readonly<Record<string, OutputRule | undefined>>)[output];
  if (!rule) throw new TypeError(`${key} has no ${output}`);
  return rule;
}

describe("a level that the device forgets, or a spray that must end", () => {
  it.each([
    ["hgod", "", "vibrate", 100],
    ["honeyplaybox", "HPB-398", "vibrate", 500],
    ["joyhub", "J-Dodge", "spray", 1_000],
    ["muse", "WB-TDD", "vibrate", 500],
    ["nintendo-joycon", "", "vibrate", 15],
    ["xuanhuan", "", "vibrate", 300],
  ])("is written by %s (%o, %s) every %i ms", (key, identifier, output, everyMs) => {
    expect(ruleOf(protocolOf(key), modelOf(key, identifier), output).motion?.everyMs).toBe(everyMs);
  });
});

describe("what happens before the first level", () => {
  it.each([
    ["cowgirl-cone", ["tx: aa 56 00 00", "sleep 3000"]],
    ["lioness", ["subscribe rx", "tx!: 01 aa aa bb cc 10"]],
  ])("is this for %s", async (key, steps) => {
    const { io, log } = scriptedIo();
    const { initialize } = protocolOf(key);
    if (typeof initialize !== "function") throw new TypeError(`${key} has no dialogue`);
    await initialize(io, modelOf(key, ""));
    expect(log).toEqual(steps);
  });
});

describe("what the company data of another company says", () => {
  it("is no model of Satisfyer's where its own is there", async () => {
    const manufacturerData = [
      { company: 0x005e, data: Uint8Array.of(0, 0, 0, 1) },
      { company: 0x005d, data: Uint8Array.of(0, 0, 0x27, 0x15) },
    ];
    expect(await protocolOf("satisfyer").identify?.(scriptedIo({ manufacturerData }).io)).toBe("10005");
  });
});
