import type { LogLevel } from "@buttplug-ts/core";
import type { LogLine } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { PageBody } from "../parts/page-body.js";
import { Panel } from "../parts/panel.js";
import { timeOfDay } from "../parts/times.js";
import { useDashboard } from "../use-dashboard.js";

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const pageLength = 300;
const number = new Intl.NumberFormat("en");

/** The log of the engine, newest line first, so that nothing scrolls away under the reader. */
export function LogPage(): VNode {
  const { logs } = useDashboard();
  const level = useSignal<LogLevel>("info");
  const area = useSignal("");
  const search = useSignal("");
  const shownLimit = useSignal(pageLength);
  const paused = useSignal<readonly LogLine[] | undefined>(undefined);
  const lines = paused.value ?? logs.lines.value;
  const areas = [...new Set(lines.map((line) => line.area))].sort();
  const wanted = search.value.toLowerCase();
  const fitting = lines.filter(
    (line) =>
      levels.indexOf(line.level) >= levels.indexOf(level.value) &&
      (area.value === "" || line.area === area.value) &&
      line.message.toLowerCase().includes(wanted),
  );
  const shown = fitting.slice(-shownLimit.value).reverse();
  return (
    <PageBody>
      <Panel title="Log">
        <div class="row filters">
          <label>
            From level{" "}
            <select value={level} onChange={({ currentTarget }) => setLevel(level, currentTarget.value)}>
              {levels.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
          <label>
            Area{" "}
            <select
              value={area}
              onChange={({ currentTarget }) => {
                area.value = currentTarget.value;
              }}
            >
              <option value="">all</option>
              {areas.map((each) => (
                <option key={each} value={each}>
                  {each}
                </option>
              ))}
            </select>
          </label>
          <label>
            Text{" "}
            <input
              type="search"
              value={search}
              onInput={({ currentTarget }) => {
                search.value = currentTarget.value;
              }}
            />
          </label>
          <button
            type="button"
            aria-pressed={paused.value !== undefined}
            onClick={() => {
              paused.value = paused.value ? undefined : logs.lines.value;
            }}
          >
            Pause
          </button>
        </div>
        <p class="dim">{countOf(shown.length, fitting.length, lines.length)}</p>
        <ol class="log" reversed>
          {shown.map(({ number, atMs, level: each, area: from, message }) => (
            <li key={number} class={`log-${each}`}>
              <time>{timeOfDay(atMs)}</time> <span class="log-level">{each}</span> <span class="dim">{from}</span>{" "}
              {message}
            </li>
          ))}
        </ol>
        {shown.length < fitting.length && (
          <button
            type="button"
            onClick={() => {
              shownLimit.value += pageLength;
            }}
          >
            Show {Math.min(pageLength, fitting.length - shown.length)} more
          </button>
        )}
      </Panel>
    </PageBody>
  );
}

function countOf(shown: number, fitting: number, all: number): string {
  const [shownText, allText] = [number.format(shown), number.format(all)];
  if (all === fitting)
    return shown < all ? `The newest ${shownText} of ${allText} lines.` : `${allText} lines, newest first.`;
  const fit = `${number.format(fitting)} of ${allText} lines ${fitting === 1 ? "fits" : "fit"}`;
  return shown < fitting ? `${fit}; the newest ${shownText} are shown.` : `${fit}.`;
}

function setLevel(level: { value: LogLevel }, text: string): void {
  level.value = levels.find((each) => each === text) ?? "info";
}
