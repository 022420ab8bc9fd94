import type { Outcome } from "./run-scenario.js";
import type { Criterion } from "./stage.js";

/** What a criterion says, for a person. */
export function formatCriterion({ side, text, problem }: Criterion): string {
  return `${side}: ${text}${problem === undefined ? "" : `: ${problem}`}`;
}

/** A result in one line, with the first criterion that was not met. */
export function formatOutcome({ failure }: Outcome): string {
  return failure ? `failed: ${formatCriterion(failure)}` : "passed";
}

/** `42 passed, 1 failed`. */
export function formatCounts(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter(({ failure }) => failure).length;
  return `${outcomes.length - failed} passed, ${failed} failed`;
}
