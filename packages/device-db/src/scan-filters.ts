import type { ScanFilters } from "@buttplug-ts/core";
import type { ProtocolData } from "./device-data.js";

/** Everything that these protocols recognise, each once. */
export function scanFiltersOf(protocols: readonly ProtocolData[]): ScanFilters {
  const bluetooth = protocols.flatMap((protocol) => protocol.bluetooth ?? []);
  const names = unique(bluetooth.flatMap((entry) => entry.names));
  return {
    bluetooth: {
      names: names.filter((name) => !name.endsWith("*")),
      namePrefixes: names.filter((name) => name.endsWith("*")).map((name) => name.slice(0, -1)),
      services: unique(bluetooth.flatMap((entry) => entry.advertised)),
      manufacturerData: bluetooth.flatMap((entry) =>
        entry.manufacturerData.map(({ company, prefix }) => ({
          company,
          ...(prefix && { prefix: Uint8Array.from(prefix) }),
        })),
      ),
      optionalServices: unique(bluetooth.flatMap((entry) => Object.keys(entry.services))),
    },
    hid: protocols.flatMap(({ hid }) => hid ?? []),
    usb: protocols.flatMap(({ usb }) => usb ?? []),
    serial: { ports: unique(protocols.flatMap(({ serial }) => serial?.ports ?? [])) },
  };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
