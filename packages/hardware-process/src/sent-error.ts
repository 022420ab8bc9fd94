import { asButtplugError, ButtplugError, type ErrorCode, textOf } from "@buttplug-ts/core";
import type { CallName, SentError } from "./messages.js";

/** What an error is that a manager throws and that is none of ours. */
const codes: Readonly<Partial<Record<CallName, ErrorCode>>> = {
  create: "hardware/unavailable",
  scan: "hardware/unavailable",
  next: "hardware/unavailable",
  open: "hardware/connect-failed",
  write: "hardware/write-failed",
  read: "hardware/read-failed",
  subscribe: "hardware/read-failed",
  rssi: "hardware/read-failed",
};

/** What the parent is told when a call fails. */
export function sentError(call: CallName, thrown: unknown): SentError {
  const { code, message, details, errorClass, cause } = asButtplugError(
    thrown,
    codes[call] ?? "internal/bug",
    "the manager failed",
  );
  return { code, message, details, errorClass, ...(cause === undefined ? {} : { cause: textOf(cause) }) };
}

/** The error that was sent; its cause is text now. */
export function receivedError({ code, message, details, errorClass, cause }: SentError): ButtplugError {
  return new ButtplugError(code, message, {
    details: details as never,
    errorClass,
    ...(cause === undefined ? {} : { cause }),
  });
}
