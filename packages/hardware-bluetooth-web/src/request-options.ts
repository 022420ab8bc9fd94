import type { ScanFilters } from "@buttplug-ts/core";
import { fullUuid } from "@buttplug-ts/hardware-kit";
import type { WebBluetoothFilter, WebBluetoothRequest } from "./web-bluetooth.js";

type BluetoothFilters = ScanFilters["bluetooth"];
type ManufacturerFilter = BluetoothFilters["manufacturerData"][number];

/** Browsers refuse the whole request for a longer name; Bluetooth has none (Core Specification, Vol 3, Part C, 12.1). */
const longestNameBytes = 248;

/**
 * Services that browsers keep from pages (https://github.com/WebBluetoothCG/registries, `gatt_blocklist.txt`, 2026): input
 * devices, unsigned firmware updates, security keys. One of them in a filter, and the whole request is refused.
 */
const forbiddenServices: ReadonlySet<string> = new Set([
  fullUuid("1812"),
  "00001530-1212-efde-1523-785feabcd123",
  "f000ffc0-0451-4000-b000-000000000000",
  fullUuid("00060000"),
  fullUuid("fffd"),
  fullUuid("fff9"),
  fullUuid("fde2"),
]);

/** What to ask the browser's chooser for. Browsers set no limit to the number of filters; 5,000 take Chromium 0.1 s. */
export function requestOptions({ bluetooth }: ScanFilters): WebBluetoothRequest {
  const { services, optionalServices } = bluetooth;
  const filters: WebBluetoothFilter[] = [
    ...nameFilters(bluetooth),
    ...allowed(services).map((service) => ({ services: [service] })),
    ...manufacturerFilters(bluetooth.manufacturerData),
  ];
  const later = { optionalServices: allowed([...optionalServices, ...services]) };
  return filters.length > 0 ? { filters, ...later } : { acceptAllDevices: true, ...later };
}

/** Whether a device is of interest for its name alone. */
export function isKnownName({ bluetooth }: ScanFilters, name: string): boolean {
  return bluetooth.names.includes(name) || bluetooth.namePrefixes.some((prefix) => name.startsWith(prefix));
}

function nameFilters({ names, namePrefixes }: BluetoothFilters): WebBluetoothFilter[] {
  const prefixes = [...new Set(namePrefixes)].filter(
    (prefix) => isName(prefix) && !namePrefixes.some((other) => other !== prefix && isCovered(prefix, other)),
  );
  const others = [...new Set(names)].filter(
    (name) => isName(name) && !prefixes.some((prefix) => isCovered(name, prefix)),
  );
  return [...prefixes.map((namePrefix) => ({ namePrefix })), ...others.map((name) => ({ name }))];
}

function isCovered(name: string, prefix: string): boolean {
  return prefix !== "" && name.startsWith(prefix);
}

function isName(name: string): boolean {
  return name !== "" && new TextEncoder().encode(name).length <= longestNameBytes;
}

function allowed(services: readonly string[]): string[] {
  return [...new Set(services)].filter((service) => !forbiddenServices.has(service));
}

function manufacturerFilters(wanted: readonly ManufacturerFilter[]): WebBluetoothFilter[] {
  const needed = wanted.filter(
    (one, index) => !isBeacon(one) && !wanted.some((other, at) => at !== index && isWider(other, one, at < index)),
  );
  return needed.map(({ company, prefix = new Uint8Array() }) => ({
    manufacturerData: [
      // A filter of no bytes is refused; the bytes are copied, because browsers take no shared memory.
      { companyIdentifier: company, ...(prefix.length > 0 && { dataPrefix: Uint8Array.from(prefix) }) },
    ],
  }));
}

/** Apple's beacons tell where somebody is; browsers keep them from pages (`manufacturer_data_blocklist.txt`). */
function isBeacon({ company, prefix }: ManufacturerFilter): boolean {
  return company === 0x004c && prefix?.[0] === 0x02;
}

/** Whether all that fits `one` fits `other`, too; of two that are the same, the one that comes first counts as wider. */
function isWider(other: ManufacturerFilter, one: ManufacturerFilter, comesFirst: boolean): boolean {
  const [bytes, rest] = [other.prefix ?? [], one.prefix ?? []];
  if (other.company !== one.company || bytes.length > rest.length) return false;
  return (bytes.length < rest.length || comesFirst) && bytes.every((byte, index) => byte === rest[index]);
}
