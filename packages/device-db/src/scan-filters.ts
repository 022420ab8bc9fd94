import type { ScanFilters } from "@buttplug-ts/core";
import type { BluetoothData } from "./device-data.js";

/** Everything that these patterns recognise, each once. */
export function scanFiltersOf(bluetooth: readonly BluetoothData[]): ScanFilters {
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
  };
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
