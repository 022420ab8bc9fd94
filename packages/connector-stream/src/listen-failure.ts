import { ButtplugError, type ErrorDetails, textOf } from "@buttplug-ts/core";

/** The system's own name for a failure, such as `EADDRINUSE`. */
export function systemCodeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" ? code : undefined;
}

/** The error for an address that a listener cannot have. */
export function listenFailure(
  address: string,
  text: string,
  why: NonNullable<ErrorDetails["connector/failed"]["why"]>,
  cause?: unknown,
): ButtplugError<"connector/failed"> {
  const systemCode = cause === undefined ? undefined : systemCodeOf(cause);
  const details = { address, why, ...(systemCode !== undefined && { systemCode }) };
  return new ButtplugError("connector/failed", `cannot listen at ${address}: ${text}`, { details, cause });
}

/** The same for a failure that only the system can describe. */
export function otherListenFailure(address: string, cause: unknown): ButtplugError<"connector/failed"> {
  return listenFailure(address, textOf(cause), "other", cause);
}
