import type { BluetoothAdvertisement, ManufacturerData, ScanFilters } from "@buttplug-ts/core";

type BluetoothFilters = ScanFilters["bluetooth"];

/** Whether the device database could know an advertisement. Filters that say nothing let everything through. */
export function scanFilter({ bluetooth }: ScanFilters): (seen: BluetoothAdvertisement) => boolean {
  const { namePrefixes, manufacturerData } = bluetooth;
  const names = new Set(bluetooth.names);
  const services = new Set(bluetooth.services);
  if (names.size + services.size + namePrefixes.length + manufacturerData.length === 0) return () => true;
  return ({ name, services: advertised, manufacturerData: data }) =>
    (name !== undefined && (names.has(name) || namePrefixes.some((prefix) => name.startsWith(prefix)))) ||
    advertised.some((service) => services.has(service)) ||
    data.some((each) => manufacturerData.some((wanted) => isOf(wanted, each)));
}

function isOf({ company, prefix }: BluetoothFilters["manufacturerData"][number], seen: ManufacturerData): boolean {
  return company === seen.company && (prefix ?? []).every((byte, index) => byte === seen.data[index]);
}
