import type { DeviceDatabase } from "@buttplug-ts/device-db";
import { type SimulatedDevice, type SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import type { SimulatedState } from "@buttplug-ts/management";
import { notThere, refused } from "./refusals.js";

const limit = 100;
/** What a device was told is kept for a look at it; whoever drives a hundred devices fast must not fill the memory. */
const recordLimit = 1_000;

/** @throws ButtplugError `usage/invalid-argument` that names near models */
export function simulatedDevice(model: string, deviceDb: DeviceDatabase): SimulatedDevice {
  return simulate(model, { recordLimit, deviceDb });
}

export function simulatedStates(bus: SimulatedHardwareManager): readonly SimulatedState[] {
  return bus.devices.map(({ address, model }) => ({ hardware: `${bus.name}/${address}`, model: model.name }));
}

/**
 * Adds a device that is connected without a scan, as if it had just been plugged in.
 * @throws ButtplugError `usage/invalid-argument` that names near models
 */
export function addSimulated(bus: SimulatedHardwareManager, model: string, deviceDb: DeviceDatabase): SimulatedState {
  if (bus.devices.length >= limit) throw refused("model", `there are ${limit} simulated devices already; remove some`);
  const device = simulatedDevice(model, deviceDb);
  bus.add(device);
  return { hardware: `${bus.name}/${device.address}`, model: device.model.name };
}

/** @throws ButtplugError `usage/invalid-argument` */
export function removeSimulated(bus: SimulatedHardwareManager, hardware: string): void {
  const device = bus.devices.find(({ address }) => `${bus.name}/${address}` === hardware);
  if (device === undefined) throw notThere("hardware", hardware);
  bus.remove(device);
}
