import type { ActivitySample, DeviceState } from "@buttplug-ts/management";
import { History, seriesKey } from "./history.js";

/** What changes too slowly for a plot, and is shown beside the name. */
const notPlotted: readonly ActivitySample["type"][] = ["battery", "rssi"];

/** Of devices that are long gone, the oldest are forgotten. */
const deviceLimit = 100;

/** What every device did lately, by its index. */
export class Histories {
  readonly #histories = new Map<number, History>();

  of(device: number): History {
    let history = this.#histories.get(device);
    if (history === undefined) {
      history = new History();
      this.#histories.set(device, history);
      const [oldest] = this.#histories.keys();
      if (this.#histories.size > deviceLimit && oldest !== undefined) this.#histories.delete(oldest);
    }
    return history;
  }

  add(samples: readonly ActivitySample[]): void {
    for (const sample of samples) if (!notPlotted.includes(sample.type)) this.of(sample.device).add(sample);
  }

  /** Lines of outputs begin where the outputs are, and end where that is not known; only what changes is told later. */
  begin(devices: readonly DeviceState[], atMs: number): void {
    for (const { index: device, features } of devices) {
      const history = this.of(device);
      for (const { index: feature, outputs } of features) {
        for (const { type, level, modelRange } of outputs) {
          const key = seriesKey("output", feature, type);
          const isKnown = history.latest(key) !== undefined;
          if (isKnown && level === undefined) history.interrupt(key, atMs);
          if (isKnown || level === undefined) continue;
          history.add({ atMs, device, feature, kind: "output", type, value: level / modelRange[1] });
        }
      }
    }
  }
}
