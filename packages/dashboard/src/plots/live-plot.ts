import uPlot from "uplot";
import { type History, windowMs } from "./history.js";
import { dashOf, lineOf } from "./plot-lines.js";

const heightPx = 130;
const axisPx = 18;

/** A plot of a device's history that moves with time. Lines that come later need a new one. */
export class LivePlot {
  readonly #history: History;
  readonly #plot: uPlot;
  readonly #resize: ResizeObserver;
  readonly #seen: IntersectionObserver;
  readonly #end = new AbortController();
  /** Asking the style sheet takes longer than drawing. */
  readonly #colors = new Map<string, string>();
  #isSeen = true;
  /** When there was nothing new and everything had left the window, nothing is drawn. */
  #drawnVersion = -1;

  constructor(place: HTMLElement, history: History) {
    this.#history = history;
    const color = (name: string) => () => {
      const known = this.#colors.get(name) ?? getComputedStyle(place).getPropertyValue(name).trim();
      this.#colors.set(name, known);
      return known;
    };
    const hasLevels = history.series.some(({ kind }) => kind === "output");
    const hasSensors = history.series.some(({ kind }) => kind === "input");
    const axis = { stroke: color("--dim"), grid: { stroke: color("--grid"), width: 1 }, ticks: { show: false } };
    const options: uPlot.Options = {
      width: place.clientWidth || 300,
      height: heightPx,
      legend: { show: false },
      cursor: { show: false },
      padding: [6, 14, 0, hasLevels ? 0 : 14],
      scales: {
        x: { time: false, auto: false },
        level: { auto: false },
        sensor: { auto: true },
      },
      axes: [
        { ...axis, size: axisPx, space: 60, values: (_, splits) => splits.map((at) => `${Math.round(at)} s`) },
        ...(hasLevels ? [{ ...axis, scale: "level", size: 50, space: 28, values: percents }] : []),
        ...(hasSensors
          ? [
              {
                ...axis,
                scale: "sensor",
                side: 1 as const,
                size: 50,
                space: 28,
                grid: { ...axis.grid, show: !hasLevels },
              },
            ]
          : []),
      ],
      series: [
        {},
        ...history.series.map(({ kind }, index) => ({
          scale: kind === "input" ? "sensor" : "level",
          stroke: color(`--line-${lineOf(index)}`),
          dash: dashOf(index),
          width: 2,
          paths: uPlot.paths.stepped?.({ align: 1 }),
          points: { show: false },
          // A gap is a time at which nobody knew.
          spanGaps: false,
        })),
      ] as uPlot.Series[],
    };
    this.#plot = new uPlot(options, [[]], place);
    this.#resize = new ResizeObserver(() => {
      if (place.clientWidth > 0) this.#plot.setSize({ width: place.clientWidth, height: heightPx });
    });
    this.#resize.observe(place);
    this.#seen = new IntersectionObserver(([entry]) => {
      this.#isSeen = entry?.isIntersecting ?? true;
    });
    this.#seen.observe(place);
    const recolor = () => {
      this.#colors.clear();
      this.#plot.redraw(false, true);
    };
    for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(query).addEventListener("change", recolor, this.#end);
    }
  }

  /** Draws the window that ends now: seconds before now, and the values. */
  draw(nowMs: number): void {
    if (!this.#isSeen) return;
    const { version, latestMs = 0, goesBelowZero } = this.#history;
    if (version.value === this.#drawnVersion && nowMs - latestMs > windowMs + 1_000) return;
    this.#drawnVersion = version.value;
    const [times, ...values] = this.#history.upTo(nowMs);
    const endMs = times.at(-1) ?? nowMs;
    const data: uPlot.AlignedData = [times.map((atMs) => (atMs - endMs) / 1000), ...values];
    this.#plot.batch(() => {
      this.#plot.setData(data, true);
      this.#plot.setScale("level", { min: goesBelowZero ? -1 : 0, max: 1 });
      this.#plot.setScale("x", { min: -windowMs / 1000, max: 0 });
    });
  }

  destroy(): void {
    this.#end.abort();
    this.#resize.disconnect();
    this.#seen.disconnect();
    this.#plot.destroy();
  }
}

function percents(_: uPlot, parts: number[]): string[] {
  return parts.map((part) => `${Math.round(part * 100)} %`);
}
