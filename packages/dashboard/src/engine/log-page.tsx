import type { LogLevel } from "@buttplug-ts/core";
import type { LogLine } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { PageBody } from "../parts/page-body.js";
import { Panel } from "../parts/panel.js";
import { timeOfDay } from "../parts/times.js";
import { useDashboard } from "../use-dashboard.js";

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error"];
const shownLimit = 300;

/** The log of the engine, newest line first, so that nothing scrolls away under the reader. */
export function LogPage(): VNode {
  const { logs } = useDashboard();
  const level = useSignal<LogLevel>("info");
  const area = useSignal("");
  const search = useSignal("");
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
  const shown = fitting.slice(-shownLimit).reverse();
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
        <p class="dim">
          {shown.length} of {lines.length} lines, newest first
        </p>
        <ol class="log" reversed>
          {shown.map(({ number, atMs, level: each, area: from, message }) => (
            <li key={number} class={`log-${each}`}>
              <time>{timeOfDay(atMs)}</time> <span class="log-level">{each}</span> <span class="dim">{from}</span>{" "}
              {message}
            </li>
          ))}
        </ol>
      </Panel>
    </PageBody>
  );
}

function setLevel(level: { value: LogLevel }, text: string): void {
  level.value = levels.find((each) => each === text) ?? "info";
}
