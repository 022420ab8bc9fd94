import { ButtplugError, type ErrorDetails } from "@buttplug-ts/core";

/** What a failure was, in a word. */
export type Why = NonNullable<ErrorDetails["connector/failed"]["why"]>;

/** What a failure to connect was: facts, and in one sentence what it was and what a user can do about it. */
export interface Failure extends Omit<ErrorDetails["connector/failed"], "address"> {
  readonly text: string;
}

/** The error for a connection that could not be opened. */
export function connectError(
  address: string,
  { text, ...facts }: Failure,
  cause?: unknown,
): ButtplugError<"connector/failed"> {
  const details = { address, ...facts };
  return new ButtplugError("connector/failed", `cannot connect to ${address}: ${text}`, { details, cause });
}
