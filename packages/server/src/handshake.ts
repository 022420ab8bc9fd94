import { ButtplugError } from "@buttplug-ts/core";

/** The spec version that this server speaks. */
const serverVersion = 4;

/** Why a first message asks for a version that is not served; undefined if it does not. */
export function readHandshake(value: unknown): ButtplugError | undefined {
  const version = requestedVersion(value);
  if (version === undefined || version === serverVersion) return undefined;
  const text = `this server speaks message spec v${serverVersion}; the client asked for v${version}`;
  return new ButtplugError("handshake/version-mismatch", text, { details: { client: version, server: serverVersion } });
}

/** Older specs name the version in `MessageVersion`, v0 not at all (`facts/behaviour.md` 2.1). */
function requestedVersion(value: unknown): number | undefined {
  const body = objectAt(value, "RequestServerInfo");
  if (typeof body?.["ClientName"] !== "string") return undefined;
  const version = body["ProtocolVersionMajor"] ?? body["MessageVersion"] ?? 0;
  return Number.isInteger(version) ? (version as number) : undefined;
}

function objectAt(value: unknown, key: string): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const part = (value as Readonly<Record<string, unknown>>)[key];
  return typeof part === "object" && part !== null ? (part as Readonly<Record<string, unknown>>) : undefined;
}
