import { type EndpointPlan, systemClock, utf8 } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { LovenseDongleHardwareManager } from "../src/index.js";
import { FakeDongle } from "./fake-dongle.js";
import { FakeToy } from "./fake-toy.js";

const plan: EndpointPlan = {
  kind: "bluetooth",
  protocol: "lovense",
  services: { "6e400001-b5a3-f393-e0a9-e50e24dcca9e": { tx: "6e400002-b5a3-f393-e0a9-e50e24dcca9e" } },
};

hardwareManagerCompliance("Lovense dongle", async () => {
  const toy = new FakeToy("0082059AD3BD");
  const dongle = new FakeDongle(systemClock, [toy]);
  const manager = new LovenseDongleHardwareManager({ binding: dongle, lookMs: 20, connectLimitMs: 1_000 });
  const bus = { off: async () => dongle.unplug(), on: async () => dongle.plug() };
  return { manager, device: far(toy), bus, cleanup: async () => {} };
});

function far(toy: FakeToy): FarDevice {
  /** Without what the manager itself asks to connect. */
  const bytes = () => toy.commands.filter((command) => command !== "DeviceType;").join("");
  return {
    isMeant: ({ id }) => id === toy.id,
    plan,
    tx: "tx",
    packets: Array.from({ length: 20 }, (_, level) => utf8(`Vibrate:${level};`)),
    async received(count) {
      await toy.until(() => bytes().length >= count);
      const received = utf8(bytes());
      toy.commands.splice(0);
      return received;
    },
    sends: { endpoint: "rx", send: async (data) => toy.says(String.fromCharCode(...data)) },
    vanish: async () => toy.switchOff(),
    appear: async () => toy.switchOn(),
    stall: async () => {
      toy.isStalled = true;
    },
  };
}
