import type { UserConfig, UserDevice, UserDeviceMatch } from "@buttplug-ts/device-db/user-config";
import type { AbsentDevice, DeviceChange, DeviceState } from "@buttplug-ts/management";

/** A device whose settings can be changed, whether or not it is connected. */
export type KnownDevice = DeviceState | AbsentDevice;

/** What a device is called: as the owner says, else as its model, else as its bus knows it. */
export function nameOf({ displayName, name, hardware }: KnownDevice): string {
  return displayName ?? name ?? hardware;
}

/** What an entry is about. */
export function matchOf({ hardware, protocol, identifier }: UserDeviceMatch): UserDeviceMatch {
  return {
    ...(hardware !== undefined && { hardware }),
    ...(protocol !== undefined && { protocol }),
    ...(identifier !== undefined && { identifier }),
  };
}

/** The owner's entry for exactly this match. */
export function entryFor(config: UserConfig | undefined, match: UserDeviceMatch): UserDevice | undefined {
  const keys = ["hardware", "protocol", "identifier"] as const;
  return config?.devices.find((entry) => keys.every((key) => entry[key] === match[key]));
}

/** The change that brings back what `change` is about to replace. */
export function changeBack(change: DeviceChange, before: UserDevice | undefined): DeviceChange {
  const { limits, inputs } = change;
  return {
    ...matchOf(change),
    ...("name" in change && { name: before?.name ?? null }),
    ...("index" in change && { index: before?.index ?? null }),
    ...("access" in change && { access: before?.access ?? null }),
    ...("gapMs" in change && { gapMs: before?.gapMs ?? null }),
    ...(limits && {
      limits: limits.map(({ feature, output }) => ({
        feature,
        output,
        limits: before?.features?.[feature]?.outputs?.[output] ?? null,
      })),
    }),
    ...(inputs && {
      inputs: inputs.map(({ feature, input }) => ({
        feature,
        input,
        enabled: before?.features?.[feature]?.inputs?.[input]?.enabled ?? null,
      })),
    }),
  };
}
