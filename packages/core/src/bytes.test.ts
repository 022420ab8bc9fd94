import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalBytes, fromUtf8, toHex, utf8 } from "./index.js";

describe("toHex", () => {
  it("writes two lower-case digits a byte, separated by one space", () => {
    expect(toHex(Uint8Array.of(0xf1, 0x40, 0x00, 0x0a))).toBe("f1 40 00 0a");
    expect(toHex(Uint8Array.of())).toBe("");
  });

  it("loses no byte", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (data) => {
        const back = toHex(data)
          .split(" ")
          .map((pair) => Number.parseInt(pair, 16));
        expect(back).toEqual([...data]);
      }),
    );
  });
});

describe("equalBytes", () => {
  it("compares length and every byte", () => {
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3))).toBe(false);
    expect(equalBytes(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2))).toBe(false);
    expect(equalBytes(Uint8Array.of(), Uint8Array.of())).toBe(true);
  });

  it("compares what a view shows, not the buffer behind it", () => {
    expect(equalBytes(Uint8Array.of(9, 1, 2, 9).subarray(1, 3), Uint8Array.of(1, 2))).toBe(true);
  });
});

describe("utf8", () => {
  it("and fromUtf8 are inverse for text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(fromUtf8(utf8(text))).toBe(text);
      }),
    );
  });

  it("gives undefined for bytes that are no UTF-8, instead of replacement characters", () => {
    expect(fromUtf8(Uint8Array.of(0xff))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0xc3))).toBeUndefined();
    expect(fromUtf8(Uint8Array.of(0x61, 0xc3, 0xa4))).toBe("aä");
  });
});
