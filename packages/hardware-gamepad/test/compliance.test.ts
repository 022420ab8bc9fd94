import { type EndpointPlan, systemClock } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { expect } from "vitest";
import { GamepadHardwareManager } from "../src/index.js";
import { FakePad, FakePage } from "./fake-page.js";

const plan: EndpointPlan = { kind: "xinput", protocol: "xinput", endpoints: ["tx"] };
const packets = Array.from({ length: 30 }, (_, index) => Uint8Array.of(index, index + 1, 0, 255 - index));

hardwareManagerCompliance("gamepads of a page in memory", async () => {
  const pads = [new FakePad(systemClock), new FakePad(systemClock, { id: "DualSense" })] as const;
  const page = new FakePage(pads);
  return {
    manager: new GamepadHardwareManager({ scope: page }),
    device: far(page, pads[0], 0),
    other: far(page, pads[1], 1),
    cleanup: async () => expect([page.listeners, ...pads.map(({ speeds }) => speeds)]).toEqual([0, "0 0", "0 0"]),
  };
});

function far(page: FakePage, pad: FakePad, index: number): FarDevice {
  return {
    isMeant: ({ id }) => id === pad.id,
    plan,
    tx: "tx",
    packets,
    received: async () => Uint8Array.from(pad.bytes.splice(0)),
    vanish: async () => page.unplug(pad),
    appear: async () => page.plug(pad, index),
  };
}
