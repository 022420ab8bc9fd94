import { hex } from "@buttplug-ts/protocol-kit";
import { describe, expect, it } from "vitest";
import { protocolOf } from "./devices.js";
import { simulated } from "./simulation.js";

const pressure = protocolOf("kgoal-boost").inputs?.pressure?.subscribe;

describe("the pressure in what a kGoal says", () => {
  it.each([
    ["nothing pressed", hex`00 01 04 00 00 05 d3`, 0, 1491],
    ["a press", hex`00 01 04 01 2c 05 d3`, 300, 1491],
    ["more than the range, and bytes behind", hex`00 01 04 07 d0 0f ff 01`, 2000, 4095],
    ["too few bytes", hex`00 01 04 07 d0 0f`, undefined, undefined],
    ["no bytes", hex``, undefined, undefined],
  ])("is there normalized and raw: %s", (_, data, normalized, raw) => {
    expect([0, 1].map((feature) => pressure?.parse(data, feature))).toEqual([normalized, raw]);
  });

  it("is told by a simulated one at once, and where it belongs", () => {
    const { device } = simulated("kgoal-boost", "");
    expect(device.subscribed?.("rxpressure")).toHaveLength(3);
    expect(device.subscribed?.("rxblebattery")).toEqual([]);
  });
});
