import { utf8 } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { protocolOf } from "./devices.js";
import { scriptedIo } from "./scripted-io.js";
import { simulated } from "./simulation.js";

describe("a name that goes on where the identifier does not", () => {
  it.each([
    ["cueme", "FUNCODE_A1B2C3D4E5F6_1", "1"],
    ["cueme", "FUNCODE_A1B2C3D4E5F6_3", "3"],
    ["cueme", "FUNCODE_A1B2C3D4E5F6", "A1B2C3D4E5F6"],
    ["sayberx", "X-Ring 0F313B", "X-Ring"],
    ["sayberx", "SayberX", "SayberX"],
  ])("of %s, %o, means %o", async (key, name, identifier) => {
    expect(await protocolOf(key).identify?.(scriptedIo({ name }).io)).toBe(identifier);
  });
});

describe("simulated devices that were only documented", () => {
  it("have a byte for each motor of Cueme", () => {
    const { tell, values } = simulated("cueme", "3");
    tell(Uint8Array.of(0x1f));
    tell(Uint8Array.of(0x48));
    tell(Uint8Array.of(0x88));
    expect(values()).toEqual([15, 0, 0, 8]);
    tell(Uint8Array.of(0x10));
    expect(values()).toEqual([0, 0, 0, 8]);
  });

  it("have five speeds as text of SayberX", () => {
    const { tell, values } = simulated("sayberx", "SayberX");
    tell(utf8("AT+SPD40"));
    tell(utf8("AT+SPD50"));
    expect(values()).toEqual([4]);
    tell(utf8("AT+SPD00"));
    expect(values()).toEqual([0]);
  });
});
