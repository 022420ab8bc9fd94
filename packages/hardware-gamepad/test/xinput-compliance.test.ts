import type { EndpointPlan } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { expect } from "vitest";
import { XInputHardwareManager } from "../src/node/index.js";
import { FakeXInput } from "./fake-xinput.js";

const plan: EndpointPlan = { kind: "xinput", protocol: "xinput", endpoints: ["tx", "rx"] };
const packets = Array.from({ length: 30 }, (_, index) => Uint8Array.of(index, index + 1, 0, 255 - index));

hardwareManagerCompliance("gamepads of an XInput in memory", async () => {
  const binding = new FakeXInput(true, false, true, false);
  return {
    manager: new XInputHardwareManager({ binding, presenceIntervalMs: 5 }),
    device: far(binding, 0),
    other: far(binding, 2),
    cleanup: async () => {
      const atRest = binding.speeds.filter((_, slot) => binding.present[slot]).flat();
      expect(new Set([0, ...atRest])).toEqual(new Set([0]));
    },
  };
});

function far(binding: FakeXInput, slot: 0 | 2): FarDevice {
  return {
    isMeant: ({ id }) => id === `XInputController${slot + 1}`,
    plan,
    tx: "tx",
    packets,
    received: async () => Uint8Array.from(binding.bytes[slot]?.splice(0) ?? []),
    reads: { endpoint: "rx", value: Uint8Array.of(3) },
    vanish: async () => {
      binding.present[slot] = false;
    },
    appear: async () => {
      binding.present[slot] = true;
    },
  };
}
