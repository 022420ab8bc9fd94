import type { Advertisement, BluetoothAdvertisement, ManufacturerData } from "@buttplug-ts/core";
import type { BluetoothData, ManufacturerPattern, ProtocolData } from "./device-data.js";

/** Finds the protocols whose patterns an advertisement fits: the most specific kind of pattern first, then data order. */
export class BluetoothMatcher {
  readonly #byName = new Map<string, string[]>();
  readonly #byPrefix = new Map<string, string[]>();
  /** Lengths of the prefixes, longest first: one look-up each instead of one comparison a prefix. */
  readonly #prefixLengths: readonly number[];
  readonly #byCompany = new Map<number, { readonly pattern: ManufacturerPattern; readonly key: string }[]>();
  readonly #byService = new Map<string, string[]>();

  constructor(protocols: readonly ProtocolData[]) {
    for (const { key, bluetooth } of protocols) if (bluetooth) this.#add(key, bluetooth);
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
    return [...found];
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

/** Finds the protocols that are set up for a serial port, in data order. */
export class SerialMatcher {
  readonly #byPort = new Map<string, string[]>();

  constructor(protocols: readonly ProtocolData[]) {
    for (const { key, serial } of protocols) for (const port of serial?.ports ?? []) append(this.#byPort, port, key);
  }

  match({ port }: Extract<Advertisement, { kind: "serial" }>): readonly string[] {
    return this.#byPort.get(port) ?? [];
  }
}

function fits({ data }: ManufacturerData, { prefix = [] }: ManufacturerPattern): boolean {
  return data.length >= prefix.length && prefix.every((byte, index) => data[index] === byte);
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
