import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import tls from "node:tls";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { ButtplugError, isButtplugError } from "@buttplug-ts/core";
import type { Incoming } from "@buttplug-ts/messages";
import { beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { explain } from "../src/explain-in-node.js";
import { canMakeIdentities, type Identity, makeIdentity } from "./certificates.js";
import { acceptByHand } from "./raw-peer.js";

describe("a failed connection says what it was and what to do", () => {
  it("where nothing listens", async () => {
    const address = "ws://127.0.0.1:9/";
    expect(await failureOf(address)).toEqual({
      message: `cannot connect to ${address}: nothing listens there; start the server, or check that it listens at this host and port (ECONNREFUSED)`,
      details: { address, why: "refused", systemCode: "ECONNREFUSED" },
    });
  });

  it("where nothing listens at a name of several addresses", async () => {
    const { message, details } = await failureOf("ws://localhost:9");
    expect(message).toMatch(/localhost:9\/: nothing listens there; .*\(ECONNREFUSED/);
    expect(details).toMatchObject({ why: "refused" });
  });

  it("where the network knows no such host", async () => {
    const { message, details } = await failureOf("ws://no-such-host.invalid:12345");
    expect(message).toMatch(/no host of this name; check how it is spelled.*\((ENOTFOUND|EAI_AGAIN)\)$/);
    expect(details).toMatchObject({ why: "not-found" });
  });

  it("where the connection is closed before it is open", async () => {
    const port = await listen(createServer((socket) => socket.once("data", () => socket.destroy())));
    const { message, details } = await failureOf(`ws://127.0.0.1:${port}`);
    expect(message).toMatch(
      /closed before it was open; .*room for a client, and use wss: if it wants TLS \(ECONNRESET\)/,
    );
    expect(details).toMatchObject({ why: "closed-early", systemCode: "ECONNRESET" });
  });

  it.each([
    [{ code: "ETIMEDOUT" }, "timed-out", "firewall"],
    [{ code: "EACCES" }, "permission-denied", "forbids"],
    [{ code: "ENETUNREACH" }, "unreachable", "no way to this host"],
    [{ code: "EMFILE" }, "other", ""],
    [{ code: "CERT_NOT_YET_VALID" }, "tls", "clocks of both machines"],
    [{ code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, "tls", "authority that this machine does not know"],
    [{ code: "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION" }, "tls", "TLS could not be agreed on"],
    [{ code: "ERR_SSL_WRONG_VERSION_NUMBER" }, "tls", "use ws: in place of wss:"],
    [{ code: "WS_ERR_INVALID_OPCODE" }, "wrong-protocol", "no Buttplug server"],
    [undefined, "closed-early", "closed before it was open"],
    [
      new ButtplugError("connector/failed", "no answer within 5 ms"),
      "timed-out",
      "no answer within 5 ms: nothing answered",
    ],
  ])("for %s", async (cause, why, text) => {
    expect(await explain("wss://there/", cause)).toMatchObject({ why, text: expect.stringContaining(text) });
  });
});

describe("what is no Buttplug server", () => {
  it.each([
    [
      200,
      {},
      "wrong-protocol",
      /the answer is HTTP 200 OK and no WebSocket; this is no Buttplug server; check host, port/,
    ],
    [
      301,
      { location: "https://there/" },
      "wrong-protocol",
      /HTTP 301 Moved Permanently .* sends to https:\/\/there\/;/,
    ],
    [403, {}, "permission-denied", /HTTP 403 Forbidden: the server or a proxy in front of it refuses/],
    [502, {}, "wrong-protocol", /HTTP 502 Bad Gateway: .*a proxy that does not reach the server/],
  ])("but answers with HTTP status %i", async (httpStatus, headers, why, text) => {
    const { address } = await startHttp((_request, response) => response.writeHead(httpStatus, headers).end("page"));
    const { message, details } = await failureOf(address);
    expect(message).toMatch(text);
    expect(details).toEqual({ address: `${address}/`, why, httpStatus });
  });

  it("but speaks no HTTP", async () => {
    const port = await listen(createServer((socket) => socket.end("220 mail.example.org ESMTP\r\n")));
    const { message, details } = await failureOf(`ws://127.0.0.1:${port}`);
    expect(message).toMatch(/the answer is no HTTP; this is no Buttplug server; .*\(HPE_INVALID_CONSTANT\)$/);
    expect(details).toMatchObject({ why: "wrong-protocol", systemCode: "HPE_INVALID_CONSTANT" });
  });

  it("but answers the upgrade wrongly", async () => {
    const answer =
      "HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n";
    const port = await listen(createServer((socket) => socket.once("data", () => socket.write(answer))));
    const { message, details } = await failureOf(`ws://127.0.0.1:${port}`);
    expect(message).toMatch(/the answer is no WebSocket \(Invalid Sec-WebSocket-Accept header\); this is no Buttplug/);
    expect(details).toMatchObject({ why: "wrong-protocol" });
  });

  it.each([
    ["text", "welcome", /this is no Buttplug server: the frame is no JSON/],
    ["text", '{"type":"hello"}', /this is no Buttplug server: the frame is no list of messages/],
    ["binary", "[1]", /this is no Buttplug server: the frame is binary/],
  ])("but a WebSocket server that sends the %s %s", async (kind, payload, reason) => {
    const frame = Buffer.concat([Buffer.from([kind === "text" ? 0x81 : 0x82, payload.length]), Buffer.from(payload)]);
    const address = await startAccepting((socket) => socket.write(frame));
    const channel = await webSocketConnector(address).connect({});
    expect(await channel.closed).toMatchObject({
      by: "failure",
      code: "connector/wrong-protocol",
      reason: expect.stringMatching(reason),
    });
  });

  it("is not suspected any more once it has sent a frame: nonsense after that is a malformed frame", async () => {
    const address = await startAccepting((socket) => socket.write(Buffer.from("\x81\x03[1]\x81\x01x", "latin1")));
    const channel = await webSocketConnector(address).connect({});
    const batches: (readonly Incoming[])[] = [];
    await new Promise<void>((resolve) => channel.receive((batch) => batches.push(batch) === 2 && resolve()));
    expect(batches).toEqual([[{ value: 1 }], [{ malformed: expect.stringContaining("no JSON") }]]);
    await channel.close();
  });

  it("or closes before any message: the code and the reason are said", async () => {
    const address = await startAccepting((socket) => socket.write(Buffer.from("\x88\x06\x03\xf3full", "latin1")));
    const channel = await webSocketConnector(address).connect({});
    expect(await channel.closed).toMatchObject({
      by: "remote",
      transportCode: 1011,
      reason: "the peer closed the connection (1011) before any message: full",
    });
  });
});

describe.skipIf(!canMakeIdentities)("TLS", () => {
  let valid: Identity;
  let expired: Identity;
  beforeAll(() => {
    valid = makeIdentity({ host: "localhost", days: 2 });
    expired = makeIdentity({ host: "localhost", days: -1 });
  });

  it("is missed by a wss: address of a server without it", async () => {
    const { port } = await startHttp((_request, response) => response.end());
    const { message, details } = await failureOf(`wss://127.0.0.1:${port}`);
    expect(message).toMatch(
      /the server speaks no TLS; use ws: in place of wss:, or check the port \((EPROTO|ERR_SSL_\w+)\)/,
    );
    expect(details).toMatchObject({ why: "tls" });
  });

  it("is wanted by a server that a ws: address is for", async () => {
    const port = await listen(createHttpsServer(valid));
    const { message, details } = await failureOf(`ws://127.0.0.1:${port}`);
    expect(message).toMatch(/use wss:/);
    expect(["tls", "closed-early"]).toContain((details as { why: string }).why);
  });

  it("is wanted by a server that answers with an alert", async () => {
    const alert = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]);
    const port = await listen(createServer((socket) => socket.once("data", () => socket.end(alert))));
    const { message, details } = await failureOf(`ws://127.0.0.1:${port}`);
    expect(message).toMatch(/the server wants TLS; use wss: in place of ws: \(HPE_INVALID_CONSTANT\)$/);
    expect(details).toMatchObject({ why: "tls" });
  });

  it("has a certificate that is signed by itself", async () => {
    const port = await listen(createHttpsServer(valid));
    const { message, details } = await failureOf(`wss://127.0.0.1:${port}`);
    expect(message).toMatch(/certificate is signed by itself; let Node trust it with NODE_EXTRA_CA_CERTS, or use ws:/);
    expect(details).toMatchObject({ why: "tls", systemCode: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  });

  it.each([
    ["has expired", "CERT_HAS_EXPIRED", /the server's certificate has expired; renew it \(CERT_HAS_EXPIRED\)$/],
    ["is for another host", "ERR_TLS_CERT_ALTNAME_INVALID", /is for another host; connect to the name that is in it/],
  ])("has a certificate that is trusted but %s", async (_, systemCode, text) => {
    const identity = systemCode === "CERT_HAS_EXPIRED" ? expired : valid;
    const { connect } = tls;
    // As if NODE_EXTRA_CA_CERTS named the certificate, which is read when a process starts.
    vi.spyOn(tls, "connect").mockImplementation(((options: tls.ConnectionOptions) =>
      connect({ ...options, ca: identity.cert })) as typeof connect);
    const port = await listen(createHttpsServer(identity));
    const { message, details } = await failureOf(`wss://127.0.0.1:${port}`);
    expect(message).toMatch(text);
    expect(details).toMatchObject({ why: "tls", systemCode });
  });
});

/** Listens at a free loopback port until the test is over. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

async function startHttp(onRequest: RequestListener): Promise<{ address: string; port: number }> {
  const port = await listen(createHttpServer(onRequest));
  return { port, address: `ws://127.0.0.1:${port}` };
}

/** A server that completes the upgrade of each connection and then does what `onOpen` says. */
async function startAccepting(onOpen: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    void acceptByHand(socket).then(() => onOpen(socket));
  });
  return `ws://127.0.0.1:${await listen(server)}`;
}

async function failureOf(address: string): Promise<{ message: string; details: unknown }> {
  const error: unknown = await webSocketConnector(address)
    .connect({})
    .catch((reason: unknown) => reason);
  if (!isButtplugError(error, "connector/failed")) expect.fail(`no connector/failed: ${String(error)}`);
  return { message: error.message, details: error.details };
}
