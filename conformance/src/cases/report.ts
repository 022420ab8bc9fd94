import type { RunResult } from "./run-directory.js";

/** A line for a run that failed. */
export function failureLine({ caseName, version, transport, outcome }: RunResult): string {
  return `FAIL ${caseName} v${version} ${transport} ${outcome.kind === "failed" ? outcome.why : ""}`;
}

/** Lines for what all runs together came to: allowed extras, reasons of skipped runs, and the totals at the end. */
export function summaryLines(results: readonly RunResult[]): readonly string[] {
  const extras = grouped(results, ({ outcome }) => (outcome.kind === "passed" ? [...new Set(outcome.extras)] : []));
  const reasons = grouped(results, ({ outcome }) => (outcome.kind === "skipped" ? [outcome.why] : []));
  const count = (kind: RunResult["outcome"]["kind"]) => results.filter(({ outcome }) => outcome.kind === kind).length;
  return [
    ...extras.map(([extra, runs]) => `extra ${extra} (${runsText(runs)})`),
    ...reasons.map(([reason, runs]) => `skipped ${runs.length}: ${reason} (${runsText(runs)})`),
    `${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped`,
  ];
}

function grouped(
  results: readonly RunResult[],
  textsOf: (result: RunResult) => readonly string[],
): [string, readonly RunResult[]][] {
  const groups = new Map<string, RunResult[]>();
  for (const result of results) {
    for (const text of textsOf(result)) groups.set(text, [...(groups.get(text) ?? []), result]);
  }
  return [...groups];
}

/** `test_a v0 v1, test_b v2`; transports are left out. */
function runsText(runs: readonly RunResult[]): string {
  const versions = new Map<string, Set<number>>();
  for (const { caseName, version } of runs) {
    versions.set(caseName, (versions.get(caseName) ?? new Set()).add(version));
  }
  return [...versions]
    .map(([name, each]) => `${name} ${[...each].map((version) => `v${version}`).join(" ")}`)
    .join(", ");
}
