import { describe, expect, it } from "vitest";
import { type HidInterface, onePerDevice, usbName } from "../src/index.js";

function part(key: string, place: string, rank = 1, serial = ""): HidInterface<string> {
  return { key, vendor: 0x57e, product: 0x2009, serial, place, rank };
}

const keysOf = (interfaces: readonly HidInterface<string>[]) => onePerDevice(interfaces).map(({ key }) => key);

describe("onePerDevice", () => {
  it("takes the best interface of a device, and the first of equal ones", () => {
    expect(keysOf([part("keys", "0"), part("vendor", "1", 0), part("mouse", "2")])).toEqual(["vendor"]);
    expect(keysOf([part("keys", "0"), part("mouse", "1")])).toEqual(["keys"]);
  });

  it("keeps devices with different serial numbers or products apart", () => {
    const other = { ...part("c", "0", 1, "S1"), product: 1 };
    expect(keysOf([part("a", "0", 1, "S1"), part("b", "0", 1, "S2"), other])).toEqual(["a", "b", "c"]);
  });

  it("sees two devices where a place is there twice, though they have the same serial number", () => {
    const four = [part("a0", "0"), part("a1", "1", 0), part("b0", "0"), part("b1", "1", 0)];
    expect(keysOf(four)).toEqual(["a1", "b1"]);
  });

  it("takes what has several collections but is opened by the same path for one", () => {
    expect(keysOf([part("a", "keyboard"), part("a", "keyboard"), part("a", "pointer")])).toEqual(["a"]);
  });
});

it("usbName pads with zeros", () => {
  expect(usbName({ vendor: 0x57e, product: 1 })).toBe("057e:0001");
});
