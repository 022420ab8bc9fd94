import type { EndpointPlan } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import type { Hardware } from "@buttplug-ts/hardware";
import { type SimulatedDevice, SimulatedHardwareManager } from "@buttplug-ts/hardware-simulated";
import { TestClock } from "@buttplug-ts/testing";

export interface Connected {
  readonly device: SimulatedDevice;
  readonly manager: SimulatedHardwareManager;
  readonly hardware: Hardware;
  readonly plans: readonly EndpointPlan[];
}

/** A manager with this one device, connected with the plan of its protocol. */
export async function connect(device: SimulatedDevice, clock: TestClock = new TestClock()): Promise<Connected> {
  const manager = new SimulatedHardwareManager({ devices: [device], clock });
  const plans = plansOf(device.model.protocol);
  const hardware = await manager.open(device.address, plans, { signal: signal() });
  return { device, manager, hardware, plans };
}

export function plansOf(...protocols: string[]): EndpointPlan[] {
  return protocols.flatMap((protocol) => deviceDatabase.plan(protocol, "bluetooth") ?? []);
}

/** A signal that never aborts. */
export function signal(): AbortSignal {
  return new AbortController().signal;
}
