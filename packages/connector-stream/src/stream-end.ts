import { textOf } from "@buttplug-ts/core";
import type { CloseInfo } from "@buttplug-ts/messages";

const unheard = "the server closed the connection before any message; check that it is a Buttplug server";

/** What the end of a connection means that this side did not start. A stream carries no reason of the peer. */
export function endOf(
  seen: { readonly isInsideLine: boolean; readonly isKnown: boolean } | { readonly failure: Error | string },
): CloseInfo {
  if ("failure" in seen) return failureOf(seen.failure);
  if (!seen.isInsideLine && !seen.isKnown) return { by: "remote", code: "connector/closed", reason: unheard };
  if (!seen.isInsideLine) return { by: "remote", code: "connector/closed", reason: "the peer closed the connection" };
  return { by: "failure", code: "connector/closed", reason: "the connection ended inside a frame" };
}

function failureOf(failure: Error | string): CloseInfo {
  const { code } = failure as { readonly code?: unknown };
  if (code === "ETIMEDOUT") {
    const reason = "the peer's machine does not answer any more (ETIMEDOUT)";
    return { by: "failure", code: "connector/silent", reason };
  }
  const reason = typeof failure === "string" ? failure : `the connection broke: ${textOf(failure)}`;
  return { by: "failure", code: "connector/closed", reason };
}
