import type { Clock } from "@buttplug-ts/core";
import type { ActivitySample } from "@buttplug-ts/management";
import type { ButtplugServer, DeviceStatus } from "@buttplug-ts/server";

export interface ActivityOptions {
  readonly server: ButtplugServer;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly onSamples: (samples: readonly ActivitySample[]) => void;
}

type Level = Omit<ActivitySample, "atMs">;

/** Twenty times a second is what an eye follows. */
const intervalMs = 50;
/** Readings of one interval; more are of no use to a plot. */
const readingLimit = 200;

/** What outputs do and inputs measure, as points of plots, from now on. Returns the function that ends it. */
export function watchActivity({ server, clock, nowMs, onSamples }: ActivityOptions): () => void {
  let readings: ActivitySample[] = [];
  let last = levelsOf(server);
  let isDirty = false;
  let cancel: (() => void) | undefined;
  const sample = () => {
    cancel = undefined;
    const samples = readings;
    readings = [];
    if (isDirty) {
      isDirty = false;
      const levels = levelsOf(server);
      const atMs = nowMs();
      for (const [key, level] of levels) if (last.get(key)?.value !== level.value) samples.push({ atMs, ...level });
      last = levels;
    }
    if (samples.length > 0) onSamples(samples);
  };
  const unobserve = server.observe((event) => {
    if (event.kind === "reading") {
      const { device, feature, input: type, value } = event;
      if (readings.length < readingLimit) readings.push({ atMs: nowMs(), device, feature, kind: "input", type, value });
    } else if (event.kind === "write" || event.kind === "stopped") isDirty = true;
    else return;
    cancel ??= clock.after(intervalMs, sample);
  });
  return () => {
    unobserve();
    cancel?.();
  };
}

function levelsOf({ deviceStatus }: ButtplugServer): ReadonlyMap<string, Level> {
  const levels = deviceStatus.flatMap((status) => levelsOfDevice(status));
  return new Map(levels.map((level) => [`${level.device}/${level.feature}/${level.type}`, level]));
}

function levelsOfDevice({ index: device, features, levels }: DeviceStatus): readonly Level[] {
  return levels.map(({ feature, output: type, value }) => {
    const high = features.find(({ index }) => index === feature)?.outputs[type]?.range[1] ?? 1;
    return { device, feature, kind: "output", type, value: value / high };
  });
}
