import { ButtplugError, type ErrorCode } from "@buttplug-ts/core";
import type { CloseInfo, Message } from "@buttplug-ts/messages";

/** The version of the message spec that the client speaks. */
export const specMajor = 4;

/**
 * The error that a server reports. Servers of this project put their code in front of the text, in brackets; the text of
 * others, which may be a JSON document, is kept as it is, unless it names the server's version (behaviour, appendix A).
 */
export function serverError(
  { errorCode: errorClass, errorMessage: serverText }: Message<"error">,
  otherwise: ErrorCode = "request/rejected",
): ButtplugError {
  const [, code, sentence] = /^\[([a-z]+\/[a-z-]+)\] (.*)$/s.exec(serverText) ?? [];
  const [, server] = /"MessageSpecVersionMismatch":\[(\d+)/.exec(serverText) ?? [];
  if (server !== undefined) return versionMismatch(Number(server));
  return code === undefined
    ? new ButtplugError(otherwise, serverText, { details: { serverText }, errorClass })
    : new ButtplugError(code as ErrorCode, sentence ?? "", { errorClass });
}

/** The server speaks `server`, another version of the message spec. */
export function versionMismatch(server: number): ButtplugError {
  return new ButtplugError(
    "handshake/version-mismatch",
    `this client speaks message spec v${specMajor}, the server v${server}`,
    { details: { client: specMajor, server } },
  );
}

/** What requests reject with that wait, or come, when their connection has ended. The cause says why it has. */
export function closedError({ code, reason, by }: CloseInfo): ButtplugError {
  return new ButtplugError("connector/closed", `the connection was closed (${by}): ${reason}`, {
    details: { reason },
    cause: new ButtplugError(code, reason),
  });
}
