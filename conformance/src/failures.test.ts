import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { TestClock } from "@buttplug-ts/testing";
import { ButtplugClient, type ButtplugError, isButtplugError, webSocketConnector } from "buttplug-ts";
import { webSocketListener } from "buttplug-ts/listener";
import { tcpConnector, tcpListener } from "buttplug-ts/stream";
import { describe, expect, it, onTestFinished } from "vitest";

type Connector = ReturnType<typeof webSocketConnector>;
type Channel = Awaited<ReturnType<Connector["connect"]>>;

/** What the application of a client that cannot connect gets. */
async function failureOf(connector: Connector): Promise<ButtplugError> {
  const client = new ButtplugClient("node client");
  onTestFinished(() => client.disconnect());
  const error: unknown = await client.connect(connector).catch((reason: unknown) => reason);
  if (!isButtplugError(error)) expect.fail(`no ButtplugError: ${String(error)}`);
  expect(client.connected).toBe(false);
  return error;
}

/** A server that answers each connection as `answer` says, until the test is over. */
async function startServer(transport: "websocket" | "tcp", answer: (channel: Channel) => void): Promise<Connector> {
  const at = { port: 0, hosts: ["127.0.0.1"] };
  const listener = transport === "tcp" ? tcpListener(at) : webSocketListener(at);
  onTestFinished(() => listener.close());
  await listener.start(answer);
  const address = listener.addresses[0] ?? "";
  return transport === "tcp" ? tcpConnector({ port: Number(new URL(address).port) }) : webSocketConnector(address);
}

/** A server that speaks no protocol of ours. */
async function startRaw(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    onSocket(socket);
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

describe("an application that cannot connect is told what it was and what helps", () => {
  it.each([
    ["WebSocket", webSocketConnector("ws://127.0.0.1:9")],
    ["TCP", tcpConnector({ port: 9 })],
  ])("over %s where nothing listens", async (_, connector) => {
    const { code, message, details } = await failureOf(connector);
    expect(code).toBe("connector/failed");
    expect(message).toMatch(/^cannot connect to \S+: nothing listens there; start the server, .* \(ECONNREFUSED\)$/);
    expect(details).toMatchObject({ why: "refused", systemCode: "ECONNREFUSED" });
  });

  it("where nothing answers, before the client's own limit is over", async () => {
    const clock = new TestClock();
    let onReached = () => {};
    const reached = new Promise<void>((resolve) => {
      onReached = resolve;
    });
    const port = await startRaw(() => onReached());
    const client = new ButtplugClient("node client", { clock });
    const failing = client.connect(webSocketConnector(`ws://127.0.0.1:${port}`, { clock }));
    const outcome = expect(failing).rejects.toMatchObject({
      code: "connector/failed",
      message: expect.stringContaining("no answer within 9000 ms: nothing answered; check host and port"),
      details: { why: "timed-out" },
    });
    await reached;
    await clock.advance(10_000);
    await outcome;
    expect(clock.pendingTimers).toBe(0);
  });

  it("where a web server answers a WebSocket connector", async () => {
    const server = createHttpServer((_request, response) => response.writeHead(404).end());
    onTestFinished(() => void server.close());
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { message, details } = await failureOf(webSocketConnector(`ws://127.0.0.1:${port}`));
    expect(message).toMatch(/: the answer is HTTP 404 Not Found and no WebSocket; this is no Buttplug server; check/);
    expect(details).toMatchObject({ why: "wrong-protocol", httpStatus: 404 });
  });

  it("where a web server answers a TCP connector", async () => {
    const port = await startRaw((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const { code, message, cause } = await failureOf(tcpConnector({ port }));
    expect(code).toBe("connector/closed");
    expect(message).toContain('this is no Buttplug server: its first line is no list of messages but "HTTP/1.1 400');
    expect(cause).toMatchObject({ code: "connector/wrong-protocol" });
  });

  it("where a WebSocket server speaks another protocol", async () => {
    const connector = await startServer("websocket", (channel) => {
      const noList = { jsonrpc: "2.0", error: "what?" };
      channel.receive(() => channel.send(noList as never));
    });
    const { code, message, cause } = await failureOf(connector);
    expect(code).toBe("connector/closed");
    expect(message).toMatch(/: this is no Buttplug server: the frame is no list of messages$/);
    expect(cause).toMatchObject({ code: "connector/wrong-protocol" });
  });

  it.each(["websocket", "tcp"] as const)("where a server closes %s during the handshake", async (transport) => {
    const connector = await startServer(transport, (channel) => {
      void channel.close({ code: "handshake/refused", reason: "closed for today" });
    });
    const { code, message } = await failureOf(connector);
    expect(code).toBe("connector/closed");
    expect(message).toMatch(
      transport === "tcp"
        ? /: the server closed the connection before any message; check that it is a Buttplug server$/
        : /: the peer closed the connection \(4403\) before any message: closed for today$/,
    );
  });
});
