import type { ErrorClass, ErrorCode } from "@buttplug-ts/core";
import { type Refusal, v4Codec } from "@buttplug-ts/messages";
import { refusedClosure, tryAgainLater } from "./close-code.js";
import type { SocketChannel } from "./socket-channel.js";

const handshakeClass: ErrorClass = 1;

/** Tells the peer of an open channel in one frame why it may not come in, and closes. */
export function refuse(channel: SocketChannel, { refused }: Refusal): Promise<void> {
  const { code, reason } = refused;
  channel.send([
    v4Codec.encode({ type: "error", id: 0, errorCode: handshakeClass, errorMessage: `[${code}] ${reason}` }),
  ]);
  return channel.closeWith(closeCodeOfRefusal(code), refused);
}

function closeCodeOfRefusal(code: ErrorCode): number {
  return code === "handshake/too-many-sessions" ? tryAgainLater : refusedClosure;
}
