import type { DeviceInfo } from "./v4.js";

/** What a session below v4 has to be told after a change. */
export interface DeviceChanges {
  readonly removed: readonly DeviceInfo[];
  readonly added: readonly DeviceInfo[];
  /** Devices that were known and are described in another way now. */
  readonly changed: readonly DeviceInfo[];
}

/** The differences between the devices that a session knows and a new list. */
export function diffDevices(known: ReadonlyMap<number, DeviceInfo>, list: readonly DeviceInfo[]): DeviceChanges {
  const indexes = new Set(list.map(({ deviceIndex }) => deviceIndex));
  const isOther = (device: DeviceInfo) => JSON.stringify(known.get(device.deviceIndex)) !== JSON.stringify(device);
  return {
    removed: [...known.values()].filter(({ deviceIndex }) => !indexes.has(deviceIndex)),
    added: list.filter(({ deviceIndex }) => !known.has(deviceIndex)),
    changed: list.filter((device) => known.has(device.deviceIndex) && isOther(device)),
  };
}
