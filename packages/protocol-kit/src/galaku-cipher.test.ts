import { toHex } from "@buttplug-ts/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { galakuPacket, readGalakuPacket } from "./galaku-cipher.js";
import { hex } from "./packet.js";

describe("the packets of Galaku devices", () => {
  it.each([
    [hex`5a 00 00 01 31 00 00 00 00 00`, "23 81 bb ab d2 ec 3b 23 bb a3 3b 90"],
    [hex`5a 00 00 01 31 32 00 00 00 00`, "23 81 bb ab d2 ec 29 c3 bb a3 3b d2"],
    [hex`5a 00 00 01 40 03 32 64 00 00`, "23 81 bb ab d2 7b 44 61 97 a3 3b 88"],
    [hex`5a 00 00 01 60 03 64 01 00 00`, "23 81 bb ab d2 9b 44 97 bc c3 3b 79"],
    [hex`5a 00 00 01 13 00 00 00 00 00`, "23 81 bb ab d2 ce d3 23 bb a3 3b c2"],
  ])("are those of the sheets", (payload, packet) => {
    expect(toHex(galakuPacket(payload))).toBe(packet);
  });

  it("can be read again, and damaged ones cannot", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (payload) => {
        const packet = galakuPacket(payload);
        expect(readGalakuPacket(packet)).toEqual(payload);
        packet[11] = (packet[11] ?? 0) ^ 1;
        expect(readGalakuPacket(packet)).toBeUndefined();
      }),
    );
    expect(readGalakuPacket(hex`23`)).toBeUndefined();
  });
});
