import { toHex } from "@buttplug-ts/core";
import { expect, it } from "vitest";
import { BinaryReader, BinaryWriter, WireType } from "./protobuf.js";

it("writes tags, varints, doubles and messages, and reads them again", () => {
  const data = new BinaryWriter()
    .tag(403, WireType.LengthDelimited)
    .fork()
    .tag(2, WireType.Varint)
    .uint32(500)
    .tag(3, WireType.Bit64)
    .double(0.5)
    .join()
    .finish();
  expect(toHex(data)).toBe("9a 19 0c 10 f4 03 19 00 00 00 00 00 00 e0 3f");
  const outer = new BinaryReader(data);
  expect(outer.tag()).toEqual([403, WireType.LengthDelimited]);
  const inner = new BinaryReader(outer.bytes());
  expect([inner.tag(), inner.uint32()]).toEqual([[2, WireType.Varint], 500]);
  expect([inner.tag(), inner.double()]).toEqual([[3, WireType.Bit64], 0.5]);
  expect(inner.pos).toBe(inner.len);
});
