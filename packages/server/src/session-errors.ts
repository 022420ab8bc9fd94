import { ButtplugError, isButtplugError, textOf } from "@buttplug-ts/core";
import type { Message } from "@buttplug-ts/messages";

/** An `Error` message: the stable code in brackets, then one sentence (design §6). */
export function errorMessage(id: number, error: unknown): Message<"error"> {
  if (isButtplugError(error)) {
    return { type: "error", id, errorCode: error.errorClass, errorMessage: `[${error.code}] ${error.message}` };
  }
  return { type: "error", id, errorCode: 0, errorMessage: `[internal/bug] ${textOf(error)}` };
}

export function malformed(reason: string): ButtplugError {
  return new ButtplugError("message/malformed", reason, { details: { reason } });
}

export function handshakeRequired(): ButtplugError {
  return new ButtplugError("handshake/required", "the first message of a connection must be RequestServerInfo");
}

export function versionMismatch(client: number, server: number): ButtplugError {
  const text = `this server speaks message spec v0 to v${server}; the client asked for v${client}`;
  return new ButtplugError("handshake/version-mismatch", text, { details: { client, server } });
}

export function handshakeAlreadyDone(): ButtplugError {
  return new ButtplugError("handshake/already-done", "RequestServerInfo was already answered on this connection");
}

export function handshakeTimedOut(afterMs: number): ButtplugError {
  const text = `no RequestServerInfo arrived within ${afterMs} ms`;
  return new ButtplugError("handshake/timeout", text, { details: { afterMs } });
}

export function grantExpired(afterMs: number): ButtplugError {
  return new ButtplugError("handshake/expired", `what let this client in was good for ${afterMs} ms, which are over`);
}

export function tooFast(limit: number): ButtplugError {
  const text = `more than ${limit} messages a second came from this client`;
  return new ButtplugError("request/too-many", text, { details: { limit } });
}

export function tooMuchAtOnce(limit: number): ButtplugError {
  const text = `more than ${limit} messages came at once, so this client is sent away`;
  return new ButtplugError("request/too-many", text, { details: { limit } });
}

export function noOlderVersions(error: unknown): ButtplugError {
  const text = `what clients of older message versions need could not be loaded: ${textOf(error)}`;
  return new ButtplugError("handshake/refused", text);
}

export function notConfirmed(error: unknown): ButtplugError {
  return new ButtplugError("handshake/refused", `the owner of the devices could not be asked: ${textOf(error)}`);
}

export function pingTimedOut(afterMs: number): ButtplugError {
  const text = `no Ping arrived within ${afterMs} ms; everything this client drove is stopped`;
  return new ButtplugError("ping/timeout", text, { details: { afterMs } });
}

export function tooManyRequests(limit: number): ButtplugError {
  const text = `${limit} requests of this client are already waiting for their answer`;
  return new ButtplugError("request/too-many", text, { details: { limit } });
}

export function tooManySessions(limit: number): ButtplugError {
  const text = `${limit} clients are already connected, which is the limit`;
  return new ButtplugError("handshake/too-many-sessions", text, { details: { limit } });
}
