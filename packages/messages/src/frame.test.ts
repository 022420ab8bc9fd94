import { describe, expect, it } from "vitest";
import { decodeFrame, encodeFrame } from "./index.js";

describe("frames", () => {
  it("are JSON lists", () => {
    expect(encodeFrame([{ Ping: { Id: 1 } }, { Ping: { Id: 2 } }])).toBe('[{"Ping":{"Id":1}},{"Ping":{"Id":2}}]');
  });

  it("give each element as a value, without judging it", () => {
    expect(decodeFrame('[{"Ping":{"Id":1}},7,null]')).toEqual([
      { value: { Ping: { Id: 1 } } },
      { value: 7 },
      { value: null },
    ]);
  });

  it.each([
    ["", "no JSON"],
    ["hello", "no JSON"],
    ['[{"Ping":{"Id":1}}', "no JSON"],
    ['[{"Ping":{"Id":1}}] [{"Ping":{"Id":2}}]', "no JSON"],
    ['{"Ping":{"Id":1}}', "no list of messages"],
    ["null", "no list of messages"],
    ["7", "no list of messages"],
    ["[]", "an empty list"],
  ])("that are no list with an element arrive as one malformed entry that says why: %s", (text, why) => {
    expect(decodeFrame(text)).toEqual([{ malformed: expect.stringContaining(why) }]);
  });

  it("of any depth are read without throwing", () => {
    expect(decodeFrame(`${"[".repeat(500_000)}${"]".repeat(500_000)}`)).toHaveLength(1);
    expect(decodeFrame("[".repeat(1_000_000))).toEqual([{ malformed: expect.any(String) }]);
  });

  it("with a malformed text give a short reason", () => {
    const [entry] = decodeFrame("x".repeat(1_000_000));
    expect(entry && "malformed" in entry && entry.malformed.length).toBeLessThan(200);
  });
});
