import { ButtplugError } from "@buttplug-ts/core";

/**
 * The spec version that a client asks for in its first message; undefined if that is no `RequestServerInfo`. Specs 1 to 3
 * name it in `MessageVersion`, v0 not at all, v4 and later in `ProtocolVersionMajor`, which counts first
 * (`facts/behaviour.md` 2.1).
 * @throws ButtplugError `message/invalid` for what is no version, and for a version in the field of the others: who names 3 in
 *   the field of v4, or 4 in the older one, speaks neither.
 */
export function requestedVersion(value: unknown): number | undefined {
  const body = propertyOf(value, "RequestServerInfo");
  if (typeof body !== "object" || body === null) return undefined;
  const major = propertyOf(body, "ProtocolVersionMajor");
  if (major != null) {
    // The existing server takes 0 here for spec v0.
    if (isVersion(major) && (major === 0 || major >= 4)) return major;
    throw invalid("ProtocolVersionMajor", "4 (MessageVersion names older versions)", major);
  }
  const older = propertyOf(body, "MessageVersion") ?? 0;
  if (isVersion(older) && older !== 4) return older;
  throw invalid("MessageVersion", "0 to 3 (ProtocolVersionMajor names v4)", older);
}

function propertyOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function invalid(field: string, expected: string, value: unknown): ButtplugError {
  const path = `RequestServerInfo.${field}`;
  const text = `${path}: expected ${expected}, got ${JSON.stringify(value)}`;
  return new ButtplugError("message/invalid", text, { details: { path, expected } });
}
