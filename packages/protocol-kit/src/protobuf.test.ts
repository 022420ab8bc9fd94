import { toHex } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hex } from "./packet.js";
import { doubleField, floatField, messageField, readFields, varintField } from "./protobuf.js";

describe("fields of protobuf messages", () => {
  it.each([
    [varintField(1, 2), "08 02"],
    [varintField(2, 127), "10 7f"],
    [varintField(2, 128), "10 80 01"],
    [varintField(2, 100_000), "10 a0 8d 06"],
    [varintField(16, 2 ** 32), "80 01 80 80 80 80 10"],
    [doubleField(3, 0.5), "19 00 00 00 00 00 00 e0 3f"],
    [floatField(1, 0.33), "0d c3 f5 a8 3e"],
    [messageField(403, varintField(1, 2), messageField(3)), "9a 19 04 08 02 1a 00"],
    [messageField(1, new Uint8Array(200)).subarray(0, 3), "0a c8 01"],
  ])("are written: %o", (data, text) => {
    expect(toHex(data)).toBe(text);
  });

  it("are left out where they are 0, but not where they are messages", () => {
    expect([varintField(1, 0), doubleField(1, 0), floatField(1, 0)]).toEqual([hex``, hex``, hex``]);
    expect(messageField(1)).toEqual(hex`0a 00`);
  });

  it("are read in their order, whatever their number", () => {
    expect(readFields(hex`10 80 01 0a 02 08 02 19 00 00 00 00 00 00 e0 3f 08 05 0d 00 00 80 3f`)).toEqual([
      { number: 2, value: 128 },
      { number: 1, value: hex`08 02` },
      { number: 3, value: hex`00 00 00 00 00 00 e0 3f` },
      { number: 1, value: 5 },
      { number: 1, value: hex`00 00 80 3f` },
    ]);
    expect(readFields(hex``)).toEqual([]);
  });

  it("may be below zero, in ten bytes", () => {
    expect(readFields(hex`18 ff ff ff ff ff ff ff ff ff 01`)).toEqual([{ number: 3, value: -1 }]);
  });

  it.each([
    ["a tag that does not end", hex`80`],
    ["a tag of more than ten bytes", hex`88 80 80 80 80 80 80 80 80 80 80 01 00`],
    ["field 0", hex`00 01`],
    ["a group", hex`0b 0c`],
    ["a varint that is missing", hex`08`],
    ["a message that is cut", hex`0a 02 08`],
    ["a message without a length", hex`0a`],
    ["a length below zero", hex`0a ff ff ff ff ff ff ff ff ff 01`],
    ["a double that is cut", hex`19 00 00 00`],
    ["a float that is cut", hex`0d 00 00 00`],
  ])("are not in %s", (_, data) => {
    expect(readFields(data)).toBeUndefined();
  });

  it("are read as they were written, and any bytes are read without an error", () => {
    const number = fc.integer({ min: 1, max: 2 ** 29 - 1 });
    fc.assert(
      fc.property(number, fc.maxSafeNat(), fc.uint8Array(), fc.uint8Array(), (field, value, body, any) => {
        const fields = readFields(Uint8Array.from([...varintField(field, value), ...messageField(field, body)]));
        const message = { number: field, value: body };
        expect(fields).toEqual(value === 0 ? [message] : [{ number: field, value }, message]);
        readFields(any);
      }),
    );
  });
});
