import type { BluetoothAdvertisement } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { firstMessage, startChild } from "./child.js";
import type { Figure, Result } from "./figure.js";
import { interleave } from "./stats.js";

const matchesPerSample = 200_000;

/** What a scan sees: mostly the neighbours' things, and every model that is known by a name. */
function advertisements(): readonly BluetoothAdvertisement[] {
  const bluetooth = { kind: "bluetooth", id: "1" } as const;
  const phone = { company: 0x4c, data: Uint8Array.of(0x10, 5, 1, 2, 3, 4, 5) };
  const { names, namePrefixes, services } = deviceDatabase.scanFilters.bluetooth;
  const known = [...names, ...namePrefixes.map((prefix) => `${prefix}001`)].map((name, index) => ({
    ...bluetooth,
    name,
    services: services.slice(index % services.length, (index % services.length) + 1),
    manufacturerData: [],
  }));
  const others = known.map((_, index) => ({
    ...bluetooth,
    name: `Living Room ${index}`,
    services: ["0000180f-0000-1000-8000-00805f9b34fb"],
    manufacturerData: [phone],
  }));
  return [...known, ...others];
}

/** What the device database costs when a server starts, and for every advertisement. */
export const database: Figure = {
  name: "database",
  async run({ rounds, scale }) {
    const all = advertisements();
    const count = Math.ceil(matchesPerSample * scale);
    const load = () => firstMessage<number>(startChild(new URL("./database-load.js", import.meta.url)));
    const [loading] = await interleave([{ name: "ours", sample: load }], rounds, 1);
    const [matching] = await interleave([{ name: "ours", sample: async () => matchUs(all, count) }], rounds);
    return [
      row("Device database, loaded and indexed", "ms", loading?.samples, 6),
      row("An advertisement, matched", "µs", matching?.samples, 3),
    ];
  },
};

function matchUs(all: readonly BluetoothAdvertisement[], count: number): number {
  let found = 0;
  const startMs = performance.now();
  for (let index = 0; index < count; index += 1) {
    const advertisement = all[index % all.length];
    if (advertisement) found += deviceDatabase.match(advertisement).length;
  }
  const tookUs = (performance.now() - startMs) * 1_000;
  if (found === 0) throw new Error("no advertisement was recognised");
  return tookUs / count;
}

function row(name: string, unit: string, samples: readonly number[] = [], limit: number): Result {
  return { name, unit, ours: { name: "ours", samples }, peers: [], aim: { better: "lower", limit } };
}
