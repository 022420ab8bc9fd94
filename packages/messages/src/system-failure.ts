import { textOf } from "@buttplug-ts/core";
import type { Failure, Why } from "./connect-failure.js";
import { systemCodesOf } from "./system-codes.js";

/** What the systems tell apart. */
export type SystemWhy = "refused" | "not-found" | "timed-out" | "permission-denied" | "unreachable" | "closed-early";

/** For each of them, what it was and what a user can do about it. */
export type Advice = Readonly<Record<SystemWhy, string>>;

/** What the system says, and what that is. */
const whyOf: Readonly<Record<string, SystemWhy>> = {
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

/** What helps where a server is looked for at a host and a port. */
export const hostAdvice: Advice = {
  refused: "nothing listens there; start the server, or check that it listens at this host and port",
  "not-found": "the network knows no host of this name; check how it is spelled and that the network is up",
  "timed-out": "nothing answered; check host and port, and that no firewall is in between",
  "permission-denied": "this system forbids the connection; check its firewall and what this program may do",
  unreachable: "there is no way to this host; check the address and that the network is up",
  "closed-early": "the connection was closed before it was open; check that the server runs and has room for a client",
};

/** Explains a system's failure to connect. Without a cause the connection was closed before it was open. */
export function explainSystemFailure(advice: Advice, cause?: unknown): Failure {
  const why = cause === undefined ? "closed-early" : whyOf[systemCodesOf(cause)[0] ?? ""];
  return why === undefined ? otherFailure(cause) : namedFailure(why, advice[why], cause);
}

/** The failure with the system's names for it behind the text. */
export function namedFailure(why: Why, text: string, cause: unknown): Failure {
  const codes = systemCodesOf(cause);
  const [systemCode] = codes;
  if (systemCode === undefined) return { text, why };
  return { text: `${text} (${codes.join(", ")})`, why, systemCode };
}

/** A failure that only the platform can describe. */
function otherFailure(cause: unknown): Failure {
  const [systemCode] = systemCodesOf(cause);
  return { text: textOf(cause), why: "other", ...(systemCode !== undefined && { systemCode }) };
}

/** Explains that a peer did not let the connection be opened in time. */
export function explainTimeout(advice: Advice, limitMs: number): Failure {
  return { text: `no answer within ${limitMs} ms: ${advice["timed-out"]}`, why: "timed-out" };
}
