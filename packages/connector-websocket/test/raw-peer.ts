import { createHash } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { WebSocket } from "ws";

/** A client without a WebSocket library: it completes the upgrade and answers nothing after it. */
export async function upgradeByHand(address: string): Promise<Socket> {
  const { hostname, port, host } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write(
    `GET / HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
  );
  await headOf(socket);
  return socket;
}

/** The server's half of {@link upgradeByHand}. */
export async function acceptByHand(socket: Socket): Promise<void> {
  const key = /Sec-WebSocket-Key: (\S+)/i.exec(await headOf(socket))?.[1];
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
}

/** A request or an answer without a body, in however many pieces it comes. */
async function headOf(socket: Socket): Promise<string> {
  let head = "";
  while (!head.endsWith("\r\n\r\n")) head += (await once(socket, "data"))[0];
  return head;
}

/** A short frame as a client writes it, with a mask of zeros. */
export function clientFrame(opcode: number, payload: string): Buffer {
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), Buffer.from(payload)]);
}

/** A client of the bare `ws` package and everything that it hears. */
export interface BareClient {
  readonly ws: WebSocket;
  readonly texts: readonly string[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

export async function openBare(address: string, options: { readonly origin?: string } = {}): Promise<BareClient> {
  const ws = new WebSocket(address, options);
  const texts: string[] = [];
  ws.on("message", (data) => texts.push(data.toString()));
  ws.on("error", () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.on("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await once(ws, "open");
  return { ws, texts, closed };
}
