import type { EndpointPlan } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { describe } from "vitest";
import { SerialHardwareManager } from "../src/index.js";
import { hasSocat, SerialCable } from "./serial-cable.js";

const line = { baudRate: 115_200, dataBits: 8, parity: "none", stopBits: 1 } as const;
const plan: EndpointPlan = { kind: "serial", protocol: "tcode-v03", line, endpoints: ["tx", "rx"] };

describe.skipIf(!hasSocat)("serial ports, where there is socat", () => {
  hardwareManagerCompliance("serialport on pseudo-terminals", async () => {
    const [one, two] = await Promise.all([SerialCable.open(), SerialCable.open()]);
    return {
      manager: new SerialHardwareManager({ ports: [one.port, two.port] }),
      device: far(one),
      other: far(two),
      async cleanup() {
        await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]);
      },
    };
  });
});

function far(cable: SerialCable): FarDevice {
  return {
    isMeant: ({ id }) => id === cable.port,
    plan,
    tx: "tx",
    received: (count) => cable.received(count),
    sends: { endpoint: "rx", send: (data) => cable.send(data) },
    vanish: () => cable.unplug(),
    appear: () => cable.plugIn(),
  };
}
