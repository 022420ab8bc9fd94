import { isButtplugError, textOf } from "@buttplug-ts/core";
import {
  type Advice,
  explainSystemFailure,
  type Failure,
  hostAdvice,
  namedFailure,
  systemCodeOf,
} from "@buttplug-ts/messages/transport";
import type { Explain } from "./socket.js";

/** An answer that is HTTP, but no WebSocket. */
export interface HttpAnswer {
  readonly httpStatus: number;
  /** What the server calls the status, such as `Not Found`. */
  readonly title: string;
  /** Where the answer sends the client, if it does. */
  readonly location: string | undefined;
}

const noServer = "this is no Buttplug server; check host, port and path";
const unknownAuthority = untrusted("comes from an authority that this machine does not know");

/** The names that Node has for certificates which it does not accept, and what helps. */
const certificateAdvice: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "the server's certificate has expired; renew it",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet; check the clocks of both machines",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host; connect to the name that is in it",
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted("is signed by itself"),
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
};

const plainAdvice: Advice = {
  ...hostAdvice,
  "closed-early":
    "the connection was closed before it was open; check that this is a Buttplug server with room for a client, and use wss: if it wants TLS",
};

/** Says what Node and the `ws` package mean, and what a user can do. */
export const explain: Explain = (address, cause) => {
  if (isButtplugError(cause)) return { text: `${cause.message}: ${hostAdvice["timed-out"]}`, why: "timed-out" };
  if (isHttpAnswer(cause)) return explainAnswer(cause);
  const code = systemCodeOf(cause) ?? "";
  const certificate = certificateAdvice[code];
  if (certificate !== undefined) return namedFailure("tls", certificate, cause);
  if (code === "EPROTO" || /^ERR_(SSL|TLS)_/.test(code)) return explainTls(cause);
  if (code.startsWith("HPE_")) {
    if (isTlsRecord(cause)) return namedFailure("tls", "the server wants TLS; use wss: in place of ws:", cause);
    return namedFailure("wrong-protocol", `the answer is no HTTP; ${noServer}`, cause);
  }
  if (code.startsWith("WS_ERR_") || isBadUpgrade(cause)) {
    return namedFailure("wrong-protocol", `the answer is no WebSocket (${textOf(cause)}); ${noServer}`, cause);
  }
  return explainSystemFailure(address.startsWith("wss:") ? hostAdvice : plainAdvice, cause);
};

function untrusted(how: string): string {
  return `the server's certificate ${how}; let Node trust it with NODE_EXTRA_CA_CERTS, or use ws: on this machine`;
}

function explainTls(cause: unknown): Failure {
  // What OpenSSL says about an answer that is no TLS record differs from version to version.
  const isPlain = /wrong.version|packet.length.too.long|http.request|unknown.protocol/i.test(
    `${systemCodeOf(cause)} ${textOf(cause)}`,
  );
  const text = isPlain
    ? "the server speaks no TLS; use ws: in place of wss:, or check the port"
    : "TLS could not be agreed on; check the server's certificate and its TLS versions";
  return namedFailure("tls", text, cause);
}

function explainAnswer({ httpStatus, title, location }: HttpAnswer): Failure {
  const answer = `the answer is HTTP ${httpStatus}${title && ` ${title}`}`;
  if (httpStatus === 401 || httpStatus === 403) {
    const text = `${answer}: the server or a proxy in front of it refuses; check what it wants and the path`;
    return { text, why: "permission-denied", httpStatus };
  }
  const text =
    httpStatus >= 500
      ? `${answer}: what runs there has a failure of its own, or is a proxy that does not reach the server; see its log`
      : `${answer} and no WebSocket${location === undefined ? "" : `, and sends to ${location}`}; ${noServer}`;
  return { text, why: "wrong-protocol", httpStatus };
}

function isHttpAnswer(cause: unknown): cause is HttpAnswer {
  return typeof cause === "object" && cause !== null && "httpStatus" in cause;
}

/** Whether the bytes that are no HTTP are those that a TLS server answers: an alert of any TLS version. */
function isTlsRecord(cause: unknown): boolean {
  const { rawPacket } = cause as { readonly rawPacket?: Uint8Array };
  return rawPacket?.[0] === 0x15 && rawPacket[1] === 0x03;
}

/** The `ws` package gives what is wrong with the headers of an answer no code. */
function isBadUpgrade(cause: unknown): boolean {
  return systemCodeOf(cause) === undefined && /^(Invalid|Server sent) /.test(textOf(cause));
}
