import type { EndpointPlan } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { expect } from "vitest";
import { HidHardwareManager } from "../src/index.js";
import { FakeHid, FakeHidDevice } from "./fake-hid.js";

const plan: EndpointPlan = { kind: "hid", protocol: "nintendo-joycon", endpoints: ["tx", "rx"] };

hardwareManagerCompliance("HID over a node-hid in memory", async () => {
  const devices = [
    new FakeHidDevice({ serialNumber: "A1", product: "Joy-Con (L)" }),
    new FakeHidDevice({ serialNumber: "A2", product: "Joy-Con (R)", path: "/dev/hidraw1" }),
  ] as const;
  const binding = new FakeHid(devices);
  return {
    manager: new HidHardwareManager({ binding }),
    device: far(devices[0], "A1"),
    other: far(devices[1], "A2"),
    cleanup: async () => {
      expect([binding.crashes, devices[0].openHandles, devices[1].openHandles]).toEqual([[], 0, 0]);
    },
  };
});

function far(device: FakeHidDevice, serial: string): FarDevice {
  return {
    isMeant: ({ id }) => id === serial,
    plan,
    tx: "tx",
    received: async () => Uint8Array.from(device.written.splice(0).flatMap((report) => [...report])),
    sends: { endpoint: "rx", send: async (data) => device.send(...data) },
    vanish: async () => device.vanish(),
    appear: async () => device.appear(),
    stall: async () => device.stall(),
  };
}
