import { ButtplugError, type ErrorDetails, textOf } from "@buttplug-ts/core";
import type { Target } from "./target.js";

type Why = NonNullable<ErrorDetails["connector/failed"]["why"]>;

/** What the system says, and what that is. */
const whyOf: Readonly<Record<string, Why>> = {
  ECONNREFUSED: "refused",
  ENOENT: "not-found",
  ENOTDIR: "not-found",
  ENOTFOUND: "not-found",
  EAI_AGAIN: "not-found",
  EAI_NODATA: "not-found",
  ETIMEDOUT: "timed-out",
  EACCES: "permission-denied",
  EPERM: "permission-denied",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  ECONNRESET: "closed-early",
  EPIPE: "closed-early",
};

/** What it was, and what a user can do about it. */
const adviceOf: Readonly<Record<Target["transport"], Readonly<Record<Exclude<Why, "in-use" | "other">, string>>>> = {
  tcp: {
    refused: "nothing listens there; start the server, or check that it listens at this host and port",
    "not-found": "the network knows no host of this name; check how it is spelled and that the network is up",
    "timed-out": "nothing answered; check host and port, and that no firewall is in between",
    "permission-denied": "this system forbids the connection; check its firewall and what this program may do",
    unreachable: "there is no way to this host; check the address and that the network is up",
    "closed-early":
      "the connection was closed before it was open; check that the server runs and has room for a client",
  },
  ipc: {
    refused: "the socket is there, but no server listens at it any more; start the server",
    "not-found": "there is no such socket; start the server, or check that it uses the same path",
    "timed-out": "nothing answered; the server may hang, restart it",
    "permission-denied": "the socket belongs to somebody else; run server and client as the same user",
    unreachable: "there is no way to this socket; check its path",
    "closed-early":
      "the connection was closed before it was open; check that the server runs and has room for a client",
  },
};

/** The error for a system's failure to connect. Without a cause the connection was closed before it was open. */
export function connectFailure(target: Target, cause?: unknown): ButtplugError<"connector/failed"> {
  const codes = systemCodesOf(cause);
  const systemCode = codes[0];
  const why = cause === undefined ? "closed-early" : (whyOf[systemCode ?? ""] ?? "other");
  const named = codes.length > 0 ? ` (${codes.join(", ")})` : "";
  const text = why === "other" ? textOf(cause) : `${adviceOf[target.transport][why as "refused"]}${named}`;
  return failed(target, text, { why, ...(systemCode !== undefined && { systemCode }) }, cause);
}

/** The error for a peer that did not let the connection be opened in time. */
export function connectTimeout(target: Target, limitMs: number): ButtplugError<"connector/failed"> {
  const text = `no answer within ${limitMs} ms: ${adviceOf[target.transport]["timed-out"]}`;
  return failed(target, text, { why: "timed-out" });
}

function failed(
  { address }: Target,
  text: string,
  facts: Omit<ErrorDetails["connector/failed"], "address">,
  cause?: unknown,
): ButtplugError<"connector/failed"> {
  const details = { address, ...facts };
  return new ButtplugError("connector/failed", `cannot connect to ${address}: ${text}`, { details, cause });
}

/** A name with several addresses fails once for each of them. */
function systemCodesOf(error: unknown): readonly string[] {
  if (typeof error !== "object" || error === null) return [];
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: unknown };
  if (Array.isArray(errors) && errors.length > 0) return [...new Set(errors.flatMap(systemCodesOf))];
  return typeof code === "string" ? [code] : [];
}
