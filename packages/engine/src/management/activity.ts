import type { Clock, OutputType } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { ActivitySample } from "@buttplug-ts/management";
import type { ButtplugServer, Observed } from "@buttplug-ts/server";

export interface ActivityOptions {
  readonly server: ButtplugServer;
  readonly deviceDb: DeviceDatabase;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly onSamples: (samples: readonly ActivitySample[]) => void;
}

/** Twenty times a second is what an eye follows. */
const intervalMs = 50;
/** Readings of one interval; more are of no use to a plot. */
const readingLimit = 200;

/** What outputs do and inputs measure, as points of plots, for as long as somebody looks. Returns the function that ends it. */
export function watchActivity({ server, deviceDb, clock, nowMs, onSamples }: ActivityOptions): () => void {
  let readings: ActivitySample[] = [];
  let last = new Map<string, number>();
  let isDirty = false;
  let cancel: (() => void) | undefined;
  const sample = () => {
    cancel = undefined;
    const atMs = nowMs();
    const samples = readings;
    readings = [];
    if (isDirty) {
      isDirty = false;
      const levels = levelsOf(server, deviceDb);
      for (const [key, level] of levels) {
        if (last.get(key) !== level.value) samples.push({ atMs, kind: "output", ...level });
      }
      last = new Map([...levels].map(([key, { value }]) => [key, value]));
    }
    if (samples.length > 0) onSamples(samples);
  };
  const unobserve = server.observe((event: Observed) => {
    if (event.kind === "reading" && readings.length < readingLimit) {
      const { device, feature, input: type, value } = event;
      readings.push({ atMs: nowMs(), kind: "input", device, feature, type, value });
    } else if (event.kind === "write" || event.kind === "stopped") isDirty = true;
    else return;
    cancel ??= clock.after(intervalMs, sample);
  });
  return () => {
    unobserve();
    cancel?.();
  };
}

function levelsOf(server: ButtplugServer, deviceDb: DeviceDatabase): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>();
  for (const { index: device, protocol, identifier, levels: told } of server.deviceStatus) {
    const features = deviceDb.model(protocol, identifier)?.features ?? [];
    for (const { feature, output: type, value } of told) {
      const high = features.find(({ index }) => index === feature)?.outputs[type]?.range[1] ?? 1;
      levels.set(`${device}/${feature}/${type}`, { device, feature, type, value: value / high });
    }
  }
  return levels;
}

interface Level {
  readonly device: number;
  readonly feature: number;
  readonly type: OutputType;
  readonly value: number;
}
