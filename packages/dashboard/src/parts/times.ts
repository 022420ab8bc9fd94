const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "long" });
const clockTime = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Such as `3 minutes ago` or `in 2 days`. */
export function ago(atMs: number, nowMs: number): string {
  const difference = atMs - nowMs;
  const [unit, lengthMs] = units.find(([, each]) => Math.abs(difference) >= each) ?? ["second", 1_000];
  return relative.format(Math.round(difference / lengthMs), unit);
}

export function timeOfDay(atMs: number): string {
  return clockTime.format(atMs);
}

export function dateAndTime(atMs: number): string {
  return dayAndTime.format(atMs);
}
