import { type EndpointPlan, systemClock, utf8 } from "@buttplug-ts/core";
import { type FarDevice, hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { expect } from "vitest";
import { LovenseConnectHardwareManager } from "../src/index.js";
import { FakeConnectApp, type FakeConnectToy } from "./fake-connect-app.js";

const plan: EndpointPlan = { kind: "lovense-connect", protocol: "lovense-connect-service", endpoints: ["tx", "rx"] };
const pollMs = 60;

hardwareManagerCompliance("Lovense Connect", async () => {
  const nora = { id: "c5a1", name: "Nora", status: true, battery: 85 };
  const lush = { id: "d6b2", name: "Lush", status: true, battery: 7 };
  const app = new FakeConnectApp(systemClock, [nora, lush]);
  // Timers may run a little early.
  app.crashesBelowMs = pollMs - 10;
  await app.listen();
  const manager = new LovenseConnectHardwareManager({ hosts: [app.address], pollMs, retryMs: 100 });
  return {
    manager,
    device: far(app, nora),
    other: far(app, lush),
    bus: { off: () => app.stop(), on: () => app.listen() },
    async cleanup() {
      expect(app.hasCrashed, "the app was asked too often").toBe(false);
      await app.stop();
    },
  };
});

function far(app: FakeConnectApp, toy: FakeConnectToy): FarDevice {
  const mine = () => app.commands.filter((path) => path.endsWith(`t=${toy.id}`));
  return {
    isMeant: ({ id }) => id === toy.id,
    plan,
    tx: "tx",
    packets: Array.from({ length: 20 }, (_, level) => utf8(`Vibrate1?v=${level}&t=${toy.id}`)),
    async received(count) {
      await app.until(() => mine().join("").length >= count);
      const received = utf8(mine().join(""));
      app.commands.splice(0, app.commands.length, ...app.commands.filter((path) => !mine().includes(path)));
      return received;
    },
    reads: { endpoint: "rx", value: Uint8Array.of(Number(toy.battery)) },
    async vanish() {
      toy.status = false;
    },
    async appear() {
      toy.status = true;
    },
    async stall() {
      app.listOddity = "silence";
    },
  };
}
