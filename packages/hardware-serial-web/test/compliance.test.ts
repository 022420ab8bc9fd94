import type { EndpointPlan } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { expect } from "vitest";
import { WebSerialHardwareManager } from "../src/index.js";
import { FakeDevice } from "./fake-device.js";
import { FakeWebSerial, FakeWebSerialPort } from "./fake-web-serial.js";

const line = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 } as const;
const plan: EndpointPlan = { kind: "serial", protocol: "tcode-v03", line, endpoints: ["tx", "rx"] };

hardwareManagerCompliance("Web Serial in memory", async () => {
  const serial = new FakeWebSerial();
  const devices = [new FakeDevice(), new FakeDevice()] as const;
  return {
    manager: new WebSerialHardwareManager({ scope: serial.scope, protocol: "tcode-v03" }),
    device: far(serial, devices[0], 0x7523),
    other: far(serial, devices[1], 0x5740),
    cleanup: async () => expect(devices.map(({ isConnected }) => isConnected)).toEqual([false, false]),
  };
});

function far(serial: FakeWebSerial, device: FakeDevice, product: number): FarDevice {
  let port = new FakeWebSerialPort(device, [0x1a86, product]);
  serial.grant(port);
  return {
    isMeant: ({ id }) => id === `1a86:${product.toString(16)}`,
    plan,
    tx: "tx",
    received: async () => Uint8Array.from(device.received.splice(0)),
    sends: { endpoint: "rx", send: async (data) => device.send(...data) },
    async vanish() {
      device.vanish();
      serial.unplug(port);
    },
    async appear() {
      device.isThere = true;
      port = new FakeWebSerialPort(device, [0x1a86, product]);
      serial.plugIn(port);
    },
    async stall() {
      port.openResult = () => new Promise(() => {});
    },
  };
}
