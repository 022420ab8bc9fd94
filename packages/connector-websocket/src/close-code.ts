import type { ErrorCode } from "@buttplug-ts/core";
import type { CloseInfo } from "@buttplug-ts/messages";

// The close codes of RFC 6455 §7.4 and of ours (4403) that mean something here.
export const normalClosure = 1000;
export const goingAway = 1001;
const abnormalClosure = 1006;
const policyViolation = 1008;
const messageTooBig = 1009;
const tryAgainLater = 1013;
const refusedClosure = 4403;

const reasonLimitBytes = 123;
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "handshake/refused",
  "handshake/origin-refused",
  "handshake/expired",
]);

/** The close code that tells the peer about a reason of ours. */
export function closeCodeOf(code: ErrorCode): number {
  if (code === "connector/overflow") return messageTooBig;
  if (code === "connector/silent") return goingAway;
  if (refusals.has(code)) return refusedClosure;
  return code.startsWith("handshake/") ? policyViolation : normalClosure;
}

/** What a connection's end means that this side did not start. `isUnheard`: not one frame had come. */
export function closeInfoOf(transportCode: number, reason: string, isUnheard: boolean): CloseInfo {
  const by = transportCode === abnormalClosure ? "failure" : "remote";
  const end = by === "failure" ? "the connection broke" : `the peer closed the connection (${transportCode})`;
  const text = isUnheard ? `${end} before any message${reason && `: ${reason}`}` : reason || end;
  return { by, code: codeOf(transportCode), reason: text, transportCode };
}

function codeOf(transportCode: number): ErrorCode {
  if (transportCode === messageTooBig) return "connector/overflow";
  const refused = transportCode === refusedClosure || transportCode === tryAgainLater;
  return refused ? "connector/refused" : "connector/closed";
}

/** `reason` cut at a character so that a close frame can carry it. */
export function clipReason(reason: string): string {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(reasonLimitBytes));
  return reason.slice(0, read);
}

/** The close code for a peer that may not come in. */
export function closeCodeOfRefusal(code: ErrorCode): number {
  return code === "handshake/too-many-sessions" ? tryAgainLater : refusedClosure;
}
