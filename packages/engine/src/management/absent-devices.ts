import type { AbsentDevice } from "@buttplug-ts/management";
import type { DeviceStatus } from "@buttplug-ts/server";
import { decide, type Identity, knownFeatures } from "./device-decisions.js";
import type { EngineStateOptions } from "./engine-state.js";

type Known = Identity & { readonly index?: number; readonly driven?: boolean };

/**
 * The devices that are not connected and yet known, by what the server remembers and what the settings name. Simulated ones
 * that were taken away are gone, unless the settings name them.
 */
export function absentDevices(
  deviceStatus: readonly DeviceStatus[],
  { server, deviceDb, simulated }: Pick<EngineStateOptions, "server" | "deviceDb" | "simulated">,
): readonly AbsentDevice[] {
  const { userConfig: config, rememberedDevices } = server;
  const ofSimulated = simulated.devices.map(({ address, model: { protocol, identifier } }) => ({
    hardware: `${simulated.name}/${address}`,
    protocol,
    identifier,
  }));
  const isThere = new Set(ofSimulated.map(({ hardware }) => hardware));
  const isRemoved = (hardware: string) => hardware.startsWith(`${simulated.name}/`) && !isThere.has(hardware);
  const known = new Map<string, Known>();
  // Later ones go before earlier ones: the same hardware may have been something else before.
  for (const { hardware } of config.devices) if (hardware !== undefined) known.set(hardware, { hardware });
  for (const device of rememberedDevices) {
    if (known.has(device.hardware) || !isRemoved(device.hardware)) known.set(device.hardware, device);
  }
  for (const device of ofSimulated) known.set(device.hardware, { ...known.get(device.hardware), ...device });
  for (const { hardware } of deviceStatus) known.delete(hardware);
  return [...known.values()].map((device) => {
    const { protocol, identifier, driven = false } = device;
    const { decisions, settings } = decide(device, { config, deviceDb });
    const model = protocol === undefined ? undefined : deviceDb.model(protocol, identifier);
    const index = settings.index ?? device.index;
    return {
      ...decisions,
      ...(model && { name: model.name }),
      ...(protocol !== undefined && { protocol }),
      ...(identifier !== undefined && { identifier }),
      ...(index !== undefined && { index }),
      features: model ? knownFeatures(model, settings) : [],
      isDriven: driven,
    };
  });
}
