import { fromUtf8, utf8 } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter } from "./line-splitter.js";

/** The lines that come out when `text` arrives in `chunks`. */
function linesOf(chunks: readonly Uint8Array[], limitBytes = 1000): { lines: string[]; isFine: boolean } {
  const splitter = new LineSplitter(limitBytes);
  const lines: string[] = [];
  const isFine = chunks.every((chunk) => splitter.push(chunk, (line) => lines.push(fromUtf8(line) ?? "no UTF-8")));
  return { lines, isFine };
}

const line = fc.string({ unit: "grapheme", maxLength: 60 }).map((text) => text.replace(/[\r\n]/g, "·"));

describe("LineSplitter", () => {
  it("finds the same lines however the bytes are split and merged, also inside a character or a line's end", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(line, fc.constantFrom("\n", "\r\n")), { maxLength: 20 }),
        fc.array(fc.nat({ max: 2000 })),
        (parts, cuts) => {
          const bytes = utf8(parts.map(([text, end]) => text + end).join(""));
          const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
          const chunks = at.slice(1).map((end, index) => bytes.slice(at[index], end));
          expect(linesOf(chunks)).toEqual({ lines: parts.map(([text]) => text), isFine: true });
        },
      ),
    );
  });

  it("takes lines of exactly the limit, in one piece or byte by byte, with either end", () => {
    for (const end of ["\n", "\r\n"]) {
      const bytes = utf8(`${"x".repeat(10)}${end}`);
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      for (const chunks of [[bytes], single]) {
        expect(linesOf(chunks, 10)).toEqual({ lines: ["x".repeat(10)], isFine: true });
      }
    }
  });

  it.each([
    ["with its end", `${"x".repeat(11)}\n`],
    ["with a CR at its end", `${"x".repeat(11)}\r\n`],
    ["that has not ended", "x".repeat(12)],
  ])("says no to a line above the limit %s, after the lines before it", (_, text) => {
    const bytes = utf8(`ok\n${text}`);
    expect(linesOf([bytes], 10)).toEqual({ lines: ["ok"], isFine: false });
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(linesOf(single, 10)).toEqual({ lines: ["ok"], isFine: false });
  });

  it("knows whether it is inside a line", () => {
    const splitter = new LineSplitter(10);
    const inside = (text: string) => {
      splitter.push(utf8(text), () => {});
      return splitter.isInsideLine;
    };
    expect([inside(""), inside("a"), inside("b\n"), inside("c\nd")]).toEqual([false, true, false, true]);
  });
});
