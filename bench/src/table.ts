import type { Aim, Result } from "./figure.js";
import { median } from "./stats.js";

/** A result as it is shown and stored. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  /** Medians in the unit of the row. */
  readonly ours: number;
  readonly peers: Readonly<Record<string, number>>;
  /** Ours divided by the peer that the aim names. */
  readonly ratio: number | undefined;
  readonly aim: string;
  readonly met: boolean;
  readonly samples: number;
}

export function toRow({ name, unit, ours, peers, aim }: Result): Row {
  const values = Object.fromEntries(peers.map((peer) => [peer.name, median(peer.samples)]));
  const value = median(ours.samples);
  const ratio = aim?.against === undefined ? undefined : value / (values[aim.against] ?? Number.NaN);
  const judged = ratio ?? value;
  return {
    name,
    unit,
    ours: value,
    peers: values,
    ratio,
    aim: aim === undefined ? "–" : textOf(aim, unit),
    met: aim === undefined || (aim.better === "higher" ? judged >= aim.limit : judged <= aim.limit),
    samples: ours.samples.length,
  };
}

function textOf({ better, limit, against }: Aim, unit: string): string {
  return `${better === "higher" ? "≥" : "≤"} ${shown(limit)} ${against === undefined ? unit : `× ${against}`}`;
}

/** The rows as a table of plain text. */
export function formatTable(rows: readonly Row[]): string {
  const head = ["Figure", "Unit", "Ours", "Peers", "Ratio", "Aim", "Met"];
  const body = rows.map(({ name, unit, ours, peers, ratio, aim, met }) => [
    name,
    unit,
    shown(ours),
    Object.entries(peers)
      .map(([peer, value]) => `${peer} ${shown(value)}`)
      .join(", ") || "–",
    ratio === undefined ? "–" : ratio.toFixed(2),
    aim,
    aim === "–" ? "–" : met ? "yes" : "NO",
  ]);
  const lines = [head, ...body];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const ruled = [head, widths.map((width) => "-".repeat(width)), ...body];
  return ruled
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`)
    .join("\n");
}

function shown(value: number): string {
  return value.toLocaleString("en", { maximumFractionDigits: value < 1000 ? 1 : 0 });
}
