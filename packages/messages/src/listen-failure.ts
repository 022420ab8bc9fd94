import { ButtplugError, textOf } from "@buttplug-ts/core";
import type { Why } from "./connect-failure.js";
import { systemCodeOf } from "./system-codes.js";

/** The error for an address that a listener cannot have. */
export function listenFailure(
  address: string,
  text: string,
  why: Why,
  cause?: unknown,
): ButtplugError<"connector/failed"> {
  const systemCode = systemCodeOf(cause);
  const details = { address, why, ...(systemCode !== undefined && { systemCode }) };
  return new ButtplugError("connector/failed", `cannot listen at ${address}: ${text}`, { details, cause });
}

/** The same for a failure that only the system can describe. */
export function otherListenFailure(address: string, cause: unknown): ButtplugError<"connector/failed"> {
  return listenFailure(address, textOf(cause), "other", cause);
}
