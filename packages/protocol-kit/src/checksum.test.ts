import { toHex, utf8 } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc16Modbus, withCrc16Modbus } from "./checksum.js";
import { hex } from "./packet.js";

describe("CRC-16/MODBUS", () => {
  it("is 4b37 for the catalogue's check text", () => {
    expect(crc16Modbus(utf8("123456789"))).toBe(0x4b37);
  });

  it("is ffff for nothing", () => {
    expect(crc16Modbus(hex``)).toBe(0xffff);
    expect(toHex(withCrc16Modbus(hex``))).toBe("ff ff");
  });

  it.each([
    [hex`01 06 00 64 00 01`, "01 06 00 64 00 01 09 d5"],
    [hex`01 06 00 69 00 00`, "01 06 00 69 00 00 59 d6"],
    [hex`01 03 00 00 00 01`, "01 03 00 00 00 01 84 0a"],
  ])("follows its data, low byte first", (data, whole) => {
    const before = toHex(data);
    expect(toHex(withCrc16Modbus(data))).toBe(whole);
    expect(toHex(data)).toBe(before);
  });

  it("of data that end with their own is 0, and of damaged ones is not", () => {
    const bits = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(bits, fc.nat(), fc.nat({ max: 7 }), (data, at, bit) => {
        const whole = withCrc16Modbus(data);
        expect(crc16Modbus(whole)).toBe(0);
        const place = at % whole.length;
        whole[place] = (whole[place] ?? 0) ^ (1 << bit);
        expect(crc16Modbus(whole)).not.toBe(0);
      }),
    );
  });
});
