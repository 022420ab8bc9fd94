import { ButtplugError, type ErrorCode } from "@buttplug-ts/core";
import type { CloseInfo, Message } from "@buttplug-ts/messages";

/**
 * The error that a server reports. Servers of this project put their code in front of the text, in brackets; the text of
 * others, which may be a JSON document, is kept as it is.
 */
export function serverError(
  { errorCode: errorClass, errorMessage: serverText }: Message<"error">,
  otherwise: ErrorCode = "request/rejected",
): ButtplugError {
  const [, code, sentence] = /^\[([a-z]+\/[a-z-]+)\] (.*)$/s.exec(serverText) ?? [];
  return code === undefined
    ? new ButtplugError(otherwise, serverText, { details: { serverText }, errorClass })
    : new ButtplugError(code as ErrorCode, sentence ?? "", { errorClass });
}

/** What requests reject with that wait, or come, when their connection has ended. The cause says why it has. */
export function closedError({ code, reason, by }: CloseInfo): ButtplugError {
  return new ButtplugError("connector/closed", `the connection was closed (${by}): ${reason}`, {
    details: { reason },
    cause: new ButtplugError(code, reason),
  });
}
