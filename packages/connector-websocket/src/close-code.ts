import type { ErrorCode } from "@buttplug-ts/core";
import type { CloseInfo } from "@buttplug-ts/messages";

/** The close codes of RFC 6455 §7.4 and of ours (4403) that mean something here. */
export const closeCodes = {
  normal: 1000,
  goingAway: 1001,
  noStatus: 1005,
  abnormal: 1006,
  policy: 1008,
  tooBig: 1009,
  tryLater: 1013,
  refused: 4403,
} as const;

const reasonLimitBytes = 123;

/** The close code that tells the peer about a reason of ours. */
export function closeCodeOf(code: ErrorCode): number {
  if (code === "connector/overflow") return closeCodes.tooBig;
  if (code === "connector/silent") return closeCodes.goingAway;
  return code.startsWith("handshake/") ? closeCodes.policy : closeCodes.normal;
}

/** What a connection's end means that this side did not start. */
export function closeInfoOf(transportCode: number, reason: string): CloseInfo {
  if (transportCode === closeCodes.abnormal) {
    return { by: "failure", code: "connector/closed", reason: reason || "the connection broke", transportCode };
  }
  const text = reason || `the peer closed the connection (${transportCode})`;
  return { by: "remote", code: codeOf(transportCode), reason: text, transportCode };
}

function codeOf(transportCode: number): ErrorCode {
  if (transportCode === closeCodes.tooBig) return "connector/overflow";
  const refused = transportCode === closeCodes.refused || transportCode === closeCodes.tryLater;
  return refused ? "connector/refused" : "connector/closed";
}

/** `reason` cut at a character so that a close frame can carry it. */
export function clipReason(reason: string): string {
  const encoder = new TextEncoder();
  const { read } = encoder.encodeInto(reason, new Uint8Array(reasonLimitBytes));
  return reason.slice(0, read);
}
