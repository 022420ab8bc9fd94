import type { EndpointPlan } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { describe } from "vitest";
import { hasSocat, SerialCable } from "../../hardware-serial/test/serial-cable.js";
import { WebSerialHardwareManager } from "../src/index.js";
import { FakeWebSerial, FakeWebSerialPort } from "./fake-web-serial.js";

const line = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 } as const;
const plan: EndpointPlan = { kind: "serial", protocol: "tcode-v03", line, endpoints: ["tx", "rx"] };

describe.skipIf(!hasSocat)("Web Serial, where there is socat", () => {
  hardwareManagerCompliance("a Web Serial in memory on pseudo-terminals", async () => {
    const [one, two] = await Promise.all([SerialCable.open(), SerialCable.open()]);
    const serial = new FakeWebSerial();
    return {
      manager: new WebSerialHardwareManager({ scope: serial.scope, protocol: "tcode-v03" }),
      device: far(serial, one, 0x7523),
      other: far(serial, two, 0x5740),
      async cleanup() {
        await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
      },
    };
  });
});

function far(serial: FakeWebSerial, cable: SerialCable, product: number): FarDevice {
  let port = new FakeWebSerialPort(cable, [0x1a86, product]);
  serial.grant(port);
  return {
    isMeant: ({ id }) => id === `1a86:${product.toString(16)}`,
    plan,
    tx: "tx",
    received: (count) => cable.received(count),
    sends: { endpoint: "rx", send: (data) => cable.send(data) },
    async vanish() {
      await cable.unplug();
      serial.unplug(port);
    },
    async appear() {
      await cable.plugIn();
      port = new FakeWebSerialPort(cable, [0x1a86, product]);
      serial.plugIn(port);
    },
    async stall() {
      port.openResult = () => new Promise(() => {});
    },
  };
}
