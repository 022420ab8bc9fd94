import { toHex, utf8 } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc16Modbus, crc16Xmodem, sum8, withCrc16Modbus, withSum8, withXor8, xor8 } from "./checksum.js";
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

describe("CRC-16/XMODEM", () => {
  it("is 31c3 for the catalogue's check text, and 0 for nothing", () => {
    expect(crc16Xmodem(utf8("123456789"))).toBe(0x31c3);
    expect(crc16Xmodem(hex``)).toBe(0);
  });

  it.each([
    [hex`01`, 0x1021],
    [hex`01 66 55 44 33 22 11`, 0x06f1],
    [hex`01 0a 0b 0c 0d 0e 0f`, 0x0d1f],
  ])("is what devices expect", (data, crc) => {
    expect(crc16Xmodem(data)).toBe(crc);
  });
});

describe("one-byte checksums", () => {
  it("are those of packets that devices take", () => {
    expect(toHex(withSum8(hex`55 04 07 ff ff 3f 02 5f 02`))).toBe("55 04 07 ff ff 3f 02 5f 02 00");
    expect(toHex(withXor8(hex`aa 55 06 01 01 01 03 fa`))).toBe("aa 55 06 01 01 01 03 fa 01");
  });

  it("are 0 for nothing, and never more than a byte", () => {
    expect([sum8(hex``), xor8(hex``)]).toEqual([0, 0]);
    expect([sum8(hex`ff ff`), xor8(hex`ff ff`)]).toEqual([0xfe, 0]);
  });
});
