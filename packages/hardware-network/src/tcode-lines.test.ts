import { utf8 } from "@buttplug-ts/core";
import { expect, it } from "vitest";
import { linesOf, readLevel } from "./tcode-lines.js";

it.each([
  ["L0500\n", ["L0500\n"]],
  ["L0500\nR0500\n", ["L0500\n", "R0500\n"]],
  ["V00", ["V00"]],
  ["\n\nV00\nA", ["\n", "\n", "V00\n", "A"]],
  ["", []],
])("takes %j apart", (packet, lines) => {
  expect(linesOf(utf8(packet)).map((line) => Buffer.from(line).toString())).toEqual(lines);
});

it.each([
  ["V05\n", "V0", false],
  ["V1000\n", "V1", true],
  ["v200\n", "V2", true],
  ["A0999I500\n", "A0", false],
  ["A00I500\n", "A0", true],
])("knows that %j sets a level", (line, channel, isStop) => {
  expect(readLevel(utf8(line))).toEqual({ channel, isStop });
});

it.each(["L00\n", "R0500\n", "D1\n", "V0\n", "V\n", "", "$V0-0-9999\n", "XV05\n"])(
  "knows that %j sets none",
  (line) => {
    expect(readLevel(utf8(line))).toBeUndefined();
  },
);
