import type { BluetoothAdvertisement } from "@buttplug-ts/core";
import { fullUuid } from "@buttplug-ts/hardware-kit";
import { type ObjectChange, type Properties, unwrapped } from "./bluez-objects.js";

/** What bluetoothd knows of a device, as an advertisement. Its `Alias` is left out: devices without a name have their address there. */
export function bluezAdvertisement({ Address, Name, UUIDs, ManufacturerData }: Properties): BluetoothAdvertisement {
  return {
    kind: "bluetooth",
    id: `${Address}`,
    ...(typeof Name === "string" && Name !== "" ? { name: Name } : {}),
    services: Array.isArray(UUIDs) ? UUIDs.map((uuid) => fullUuid(`${uuid}`)) : [],
    manufacturerData: Object.entries(unwrapped(ManufacturerData ?? {})).map(([company, data]) => ({
      company: Number(company),
      data: Uint8Array.from(data as Uint8Array),
    })),
  };
}

/** Whether a device is there. bluetoothd also keeps devices that it only remembers: those have no signal strength. */
export function isNear({ RSSI, Connected }: Properties): boolean {
  return RSSI !== undefined || Connected === true;
}

/** Whether a change comes from the air, and not from what this program does with the device. */
export function isSighting({ changed }: ObjectChange): boolean {
  return ["RSSI", "Name", "UUIDs", "ManufacturerData"].some((key) => key in changed) || changed["Connected"] === true;
}
