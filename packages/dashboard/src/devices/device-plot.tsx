import type { DeviceState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { onFrames } from "../plots/frames.js";
import { LivePlot } from "../plots/live-plot.js";
import { lineOf } from "../plots/plot-lines.js";
import { useDashboard } from "../use-dashboard.js";
import { featureWord, inputWord, outputWord } from "../words.js";

/** What the device did in the last half a minute. */
export function DevicePlot({ device }: { readonly device: DeviceState }): VNode | null {
  const { histories, engineClock } = useDashboard();
  const place = useRef<HTMLDivElement>(null);
  const history = histories.of(device.index);
  const count = history.version.value > 0 ? history.series.length : 0;
  useEffect(() => {
    if (place.current === null || count === 0) return;
    const plot = new LivePlot(place.current, history);
    const end = onFrames(() => plot.draw(engineClock.now()));
    return () => {
      end();
      plot.destroy();
    };
  }, [history, count, engineClock]);
  if (count === 0) return null;
  return (
    <figure class="plot">
      <div ref={place} class="plot-place" role="img" aria-label="Levels and readings of the last 30 seconds" />
      <figcaption>
        <ul class="legend">
          {history.series.map(({ key, kind, feature, type }, index) => {
            const named = device.features.find((each) => each.index === feature);
            const what = kind === "output" ? outputWord(type as never) : inputWord(type as never);
            const latest = history.latest(key);
            return (
              <li key={key}>
                <svg class={`line line-${lineOf(index)}`} viewBox="0 0 20 4" aria-hidden="true">
                  <line x1="0" x2="20" y1="2" y2="2" />
                </svg>
                {named ? `${featureWord(named)}: ${what}` : what}{" "}
                <span class="value">{kind === "output" ? `${Math.round((latest ?? 0) * 100)} %` : latest}</span>
              </li>
            );
          })}
        </ul>
      </figcaption>
    </figure>
  );
}
