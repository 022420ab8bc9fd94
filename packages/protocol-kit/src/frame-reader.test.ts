import { toHex } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openFrameReader } from "./frame-reader.js";
import { hex } from "./packet.js";

/** `a5 5a`, how many bytes follow, these, `03`. */
const shape = {
  head: hex`a5 5a`,
  lengthOf: (data: Uint8Array) => (data[2] === undefined ? undefined : data[2] + 4),
  accepts: (frame: Uint8Array) => frame.at(-1) === 0x03,
};
const one = hex`a5 5a 02 11 22 03`;
const other = hex`a5 5a 00 03`;

function read(...pieces: readonly Uint8Array[]): string[] {
  const take = openFrameReader(shape);
  return pieces.flatMap((piece) => take(piece)).map(toHex);
}

describe("a frame reader", () => {
  it("gives whole frames, also several of one piece", () => {
    expect(read(one)).toEqual([toHex(one)]);
    expect(read(hex`${one} ${other}`)).toEqual([toHex(one), toHex(other)]);
  });

  it("drops what stands before a head", () => {
    expect(read(hex`00 a5 00 ${one} ff`, other)).toEqual([toHex(one), toHex(other)]);
  });

  it("goes on behind a head that begins no frame", () => {
    expect(read(hex`a5 5a 01 a5 5a 00 03`)).toEqual([toHex(other)]);
  });

  it("gives the same however the bytes are cut", () => {
    const all = hex`07 ${one} ${other} a5 ${one}`;
    fc.assert(
      fc.property(fc.array(fc.nat({ max: all.length })), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), all.length];
        const pieces = at.slice(1).map((end, index) => all.slice(at[index], end));
        expect(read(...pieces)).toEqual([toHex(one), toHex(other), toHex(one)]);
      }),
    );
  });
});
