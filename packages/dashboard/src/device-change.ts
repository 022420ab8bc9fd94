import type { UserConfig, UserDevice } from "@buttplug-ts/device-db/user-config";
import type { DeviceChange } from "@buttplug-ts/management";

/** The owner's entry for exactly this hardware. */
export function settingsOf(config: UserConfig | undefined, hardware: string): UserDevice | undefined {
  return config?.devices.find(
    (entry) => entry.hardware === hardware && entry.protocol === undefined && entry.identifier === undefined,
  );
}

/** The change that brings back what `change` is about to replace. */
export function changeBack(change: DeviceChange, before: UserDevice | undefined): DeviceChange {
  const { hardware, limits } = change;
  return {
    hardware,
    ...("name" in change && { name: before?.name ?? null }),
    ...("index" in change && { index: before?.index ?? null }),
    ...("access" in change && { access: before?.access ?? null }),
    ...(limits && {
      limits: limits.map(({ feature, output }) => ({
        feature,
        output,
        limits: before?.features?.[feature]?.outputs?.[output] ?? null,
      })),
    }),
  };
}
