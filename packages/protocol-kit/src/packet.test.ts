import { ButtplugError, toHex } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { be16, hex, le16, text, write } from "./packet.js";

describe("hex", () => {
  it("reads bytes as the fact sheets write them", () => {
    expect([...hex`a5 00 ff`]).toEqual([0xa5, 0, 0xff]);
    expect([...hex``]).toEqual([]);
  });

  it("puts values where they stand", () => {
    const packet = (inner: number, outer: number) => hex`a5 ${inner} 01 ${outer}`;
    expect(toHex(packet(16, 255))).toBe("a5 10 01 ff");
    expect(toHex(packet(0, 1))).toBe("a5 00 01 01");
  });

  it("takes a value at either end", () => {
    expect(toHex(hex`${1} 02 ${3}`)).toBe("01 02 03");
  });

  it("takes bytes as they are, as many as there are", () => {
    const levels = Uint8Array.of(1, 2, 3);
    expect(toHex(hex`a5 ${levels} ${9} ff`)).toBe("a5 01 02 03 09 ff");
    expect(toHex(hex`a5 ${new Uint8Array()} ff`)).toBe("a5 ff");
    expect([...levels]).toEqual([1, 2, 3]);
  });

  it("takes numbers of two bytes in either order", () => {
    expect(toHex(hex`01 ${be16(0x1234)} ${le16(0x1234)}`)).toBe("01 12 34 34 12");
    expect(toHex(hex`${be16(0)}${le16(65_535)}`)).toBe("00 00 ff ff");
    for (const wrong of [-1, 65_536, 0.5]) {
      for (const two of [be16, le16]) {
        expect(() => two(wrong)).toThrowError(expect.objectContaining({ code: "protocol/bad-packet" }));
      }
    }
  });

  it("holds any byte unchanged", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 255 }), (value) => hex`${value}`[0] === value));
  });

  it.each([-1, 256, 1.5, Number.NaN])("refuses %s, which does not fit a byte", (value) => {
    expect(() => hex`f1 ${value}`).toThrowError(
      expect.objectContaining({ code: "protocol/bad-packet", details: { value } }),
    );
  });

  it("refuses literals that are no bytes", () => {
    for (const wrong of [() => hex`f`, () => hex`F1`, () => hex`0xf1`, () => hex`f140`]) {
      expect(wrong).toThrowError(ButtplugError);
    }
  });

  it("gives new bytes every time, so that nobody changes another's packet", () => {
    const packet = () => hex`01`;
    expect(packet()).not.toBe(packet());
  });
});

describe("text", () => {
  it("writes values into words", () => {
    expect(toHex(text`Air:Level:${3};`)).toBe("41 69 72 3a 4c 65 76 65 6c 3a 33 3b");
  });
});

describe("write", () => {
  it("asks for no response unless told to", () => {
    const data = hex`01`;
    expect(write("tx", data)).toEqual({ endpoint: "tx", data, withResponse: false });
    expect(write("tx", data, { withResponse: true }).withResponse).toBe(true);
  });
});
