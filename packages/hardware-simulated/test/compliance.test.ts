import { ButtplugError, type EndpointPlan } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import type { FarDevice } from "@buttplug-ts/testing/compliance";
import { hardwareManagerCompliance } from "@buttplug-ts/testing/compliance";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "../src/index.js";

hardwareManagerCompliance("simulated devices", async () => {
  const devices = [simulate("Lovense Nora"), simulate("Lovense Max")] as const;
  const manager = new SimulatedHardwareManager({ devices });
  return { manager, device: far(devices[0]), other: far(devices[1]), cleanup: async () => {} };
});

function far(device: SimulatedDevice): FarDevice {
  const bytes: number[] = [];
  device.onWrite(({ data }) => bytes.push(...data));
  return {
    isMeant: ({ id }) => id === device.address,
    plan: planOf(device),
    tx: "tx",
    received: async () => Uint8Array.from(bytes.splice(0)),
    vanish: async () => device.vanish(),
    appear: async () => device.appear(),
  };
}

function planOf({ model }: SimulatedDevice): EndpointPlan {
  const plan = deviceDatabase.plan(model.protocol, "bluetooth");
  if (plan === undefined) throw new ButtplugError("internal/bug", `${model.protocol} has no plan for Bluetooth`);
  return plan;
}
