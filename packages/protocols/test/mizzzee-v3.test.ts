import { toHex } from "@buttplug-ts/core";
import { be16, hex } from "@buttplug-ts/protocol-kit";
import { expect, it } from "vitest";
import { open } from "./devices.js";

const single = Math.fround;

it("gives every level of a third Mizz Zee the strength that single precision gives", () => {
  const device = open("mizzzee-v3", "");
  for (let level = 1; level <= 1_000; level += 1) {
    const part = single(single(single(0.7) * single(level / 1_000)) + single(0.3));
    const word = be16(Math.trunc(single(1_023 * part)) * 64 + 0x3c);
    const half = hex`00 fc 00 fe 40 01 ${word.reverse()}`;
    expect(device.send("vibrate", 0, level)).toEqual([toHex(hex`03 12 f3 ${half} ${half} 00`)]);
  }
});
