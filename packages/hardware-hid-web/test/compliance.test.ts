import type { EndpointPlan } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { expect } from "vitest";
import { WebHidHardwareManager } from "../src/index.js";
import { FakeWebHid, FakeWebHidDevice } from "./fake-web-hid.js";

const plan: EndpointPlan = { kind: "hid", protocol: "nintendo-joycon", endpoints: ["tx", "rx"] };
const packets = Array.from({ length: 30 }, (_, index) => Uint8Array.of(0x10, index, index + 1));

hardwareManagerCompliance("WebHID of a browser in memory", async () => {
  const devices = [
    new FakeWebHidDevice({ productId: 0x2006, productName: "Joy-Con (L)", reports: { 16: 48 } }),
    new FakeWebHidDevice({ productId: 0x2007, productName: "Joy-Con (R)", reports: { 16: 48 } }),
  ] as const;
  const hid = new FakeWebHid(devices);
  const pairs = devices.map(({ vendorId, productId }) => ({ vendor: vendorId, product: productId }));
  return {
    manager: new WebHidHardwareManager({ scope: hid.scope }),
    device: far(devices[0]),
    other: far(devices[1]),
    filters: {
      bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
      hid: pairs,
    },
    cleanup: async () => expect([hid.listeners, ...devices.map(({ isOpen }) => isOpen)]).toEqual([0, false, false]),
  };
});

function far(device: FakeWebHidDevice): FarDevice {
  return {
    isMeant: (advertisement) => advertisement.kind === "hid" && advertisement.product === device.productId,
    plan,
    tx: "tx",
    packets,
    received: async () => Uint8Array.from(device.written.splice(0).flatMap((report) => [...report])),
    sends: { endpoint: "rx", send: async ([reportId = 0, ...rest]) => device.send(reportId, ...rest) },
    vanish: async () => device.vanish(),
    appear: async () => device.appear(),
    stall: async () => device.stall(),
  };
}
