import type { Advertisement, BluetoothAdvertisement, ManufacturerData, UsbPair } from "@buttplug-ts/core";
import type { BluetoothData, ManufacturerPattern, ProtocolData } from "./device-data.js";

/**
 * Finds the protocols whose patterns an advertisement fits: the most specific kind of pattern first, then data order, unless
 * the data say which protocol goes before which.
 */
export class BluetoothMatcher {
  readonly #byName = new Map<string, string[]>();
  readonly #byPrefix = new Map<string, string[]>();
  /** Lengths of the prefixes, longest first: one look-up each instead of one comparison a prefix. */
  readonly #prefixLengths: readonly number[];
  readonly #byCompany = new Map<number, { readonly pattern: ManufacturerPattern; readonly key: string }[]>();
  readonly #byService = new Map<string, string[]>();
  readonly #before = new Map<string, readonly string[]>();

  constructor(protocols: readonly ProtocolData[]) {
    for (const { key, bluetooth, before } of protocols) {
      if (bluetooth) this.#add(key, bluetooth);
      if (before) this.#before.set(key, before);
    }
    this.#prefixLengths = [...new Set([...this.#byPrefix.keys()].map(({ length }) => length))].sort((a, b) => b - a);
  }

  match({ name = "", services, manufacturerData }: BluetoothAdvertisement): readonly string[] {
    // Company data alone identify nothing: phones and beacons send them too.
    if (name === "" && services.length === 0) return [];
    const found = new Set(this.#byName.get(name));
    const add = (keys: readonly string[] = []) => {
      for (const key of keys) found.add(key);
    };
    for (const length of this.#prefixLengths) {
      if (name.length >= length) add(this.#byPrefix.get(name.slice(0, length)));
    }
    for (const entry of manufacturerData) {
      for (const { pattern, key } of this.#byCompany.get(entry.company) ?? []) if (fits(entry, pattern)) found.add(key);
    }
    for (const service of services) add(this.#byService.get(service));
    return found.size > 1 ? this.#ordered([...found]) : [...found];
  }

  #ordered(keys: string[]): readonly string[] {
    for (const key of [...keys]) {
      const first = keys.findIndex((other) => this.#before.get(key)?.includes(other));
      const at = keys.indexOf(key);
      if (first >= 0 && first < at) keys.splice(first, 0, ...keys.splice(at, 1));
    }
    return keys;
  }

  #add(key: string, { names, manufacturerData, advertised }: BluetoothData): void {
    for (const name of names) {
      if (name.endsWith("*")) append(this.#byPrefix, name.slice(0, -1), key);
      else append(this.#byName, name, key);
    }
    for (const pattern of manufacturerData) append(this.#byCompany, pattern.company, { pattern, key });
    for (const service of advertised) append(this.#byService, service, key);
  }
}

/** The protocols that an advertisement of another bus fits, those that ask for most of its name first, then in data order. */
export function matchByKind(
  protocols: readonly ProtocolData[],
  advertisement: Exclude<Advertisement, BluetoothAdvertisement>,
): readonly string[] {
  return protocols
    .map((protocol) => ({ key: protocol.key, fit: fitOf(protocol, advertisement) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .map(({ key }) => key);
}

/** 0: the advertisement does not fit. */
function fitOf(
  { serial, hid, usb, websocket = [], xinput, lovenseConnect, network }: ProtocolData,
  advertisement: Exclude<Advertisement, BluetoothAdvertisement>,
): number {
  switch (advertisement.kind) {
    case "serial":
      return Number(serial?.ports.includes(advertisement.port) ?? false);
    case "hid":
      return Number(fitsUsb(hid, advertisement));
    case "usb":
      return Number(fitsUsb(usb, advertisement));
    case "websocket":
      return Math.max(0, ...websocket.map((pattern) => fitOfName(pattern, advertisement.name)));
    case "xinput":
      return Number(xinput ?? false);
    case "lovense-connect":
      return Number(lovenseConnect ?? false);
    case "network":
      return Number(network ?? false);
  }
}

/** An exact name fits better than each of its beginnings. */
function fitOfName(pattern: string, name: string): number {
  if (pattern === name) return name.length + 1;
  const beginning = pattern.slice(0, -1);
  return pattern.endsWith("*") && name.startsWith(beginning) ? beginning.length : 0;
}

function fitsUsb(pairs: readonly UsbPair[] = [], { vendor, product }: UsbPair): boolean {
  return pairs.some((pair) => pair.vendor === vendor && pair.product === product);
}

function fits({ data }: ManufacturerData, { prefix = [] }: ManufacturerPattern): boolean {
  return data.length >= prefix.length && prefix.every((byte, index) => data[index] === byte);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
