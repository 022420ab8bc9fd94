/**
 * A server that answers as fast as it can, in a process of its own: just enough WebSocket and just enough of message spec
 * v4 for clients to connect and to command one vibrator. Listens on two ports and tells its parent which: on `batched` all
 * replies to what one chunk of data asked leave as one frame, on `single` each reply is a frame.
 */
import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** The ports, as the parent process is told. */
export interface StubPorts {
  readonly batched: number;
  readonly single: number;
}

const deviceList = {
  0: {
    DeviceIndex: 0,
    DeviceName: "Stub Vibrator",
    DeviceMessageTimingGap: 0,
    DeviceFeatures: {
      0: { FeatureIndex: 0, FeatureDescription: "", FeatureDescriptor: "", Output: { Vibrate: { Value: [0, 100] } } },
    },
  },
};

const opcodes = { text: 1, close: 8 } as const;
/** RFC 6455 section 1.3. */
const handshakeSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** What is to be said to the messages of one frame, each reply as JSON. */
function repliesTo(text: string): string[] {
  const [id = "0"] = idsIn(text);
  if (text.includes('"RequestServerInfo"')) {
    const versions = { ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
    return [JSON.stringify({ ServerInfo: { Id: Number(id), ServerName: "Stub", MaxPingTime: 0, ...versions } })];
  }
  if (text.includes('"RequestDeviceList"')) {
    return [JSON.stringify({ DeviceList: { Id: Number(id), Devices: deviceList } })];
  }
  return idsIn(text).map((each) => `{"Ok":{"Id":${each}}}`);
}

function idsIn(text: string): string[] {
  const ids: string[] = [];
  for (let at = text.indexOf('"Id":'); at >= 0; at = text.indexOf('"Id":', at)) {
    at += 5;
    let end = at;
    for (let code = text.charCodeAt(end); code >= 48 && code <= 57; code = text.charCodeAt(end)) end += 1;
    ids.push(text.slice(at, end));
  }
  return ids;
}

/** An unmasked frame; the payload is ASCII. */
function frame(opcode: number, payload: string): Buffer {
  const { length } = payload;
  const headerLength = length < 126 ? 2 : length < 0x1_0000 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(headerLength + length);
  bytes[0] = 0x80 | opcode;
  bytes[1] = headerLength === 2 ? length : headerLength === 4 ? 126 : 127;
  if (headerLength === 4) bytes.writeUInt16BE(length, 2);
  if (headerLength === 10) bytes.writeBigUInt64BE(BigInt(length), 2);
  bytes.write(payload, headerLength, "latin1");
  return bytes;
}

interface Frame {
  readonly opcode: number;
  readonly payload: string;
  /** Where the next one begins. */
  readonly end: number;
}

/** The masked frame at `start`, or undefined if it is not there as a whole. */
function readFrame(bytes: Buffer, start: number): Frame | undefined {
  if (bytes.length < start + 2) return undefined;
  const shortLength = (bytes[start + 1] as number) & 0x7f;
  const maskAt = start + (shortLength < 126 ? 2 : shortLength === 126 ? 4 : 10);
  if (bytes.length < maskAt + 4) return undefined;
  let length = shortLength;
  if (shortLength === 126) length = bytes.readUInt16BE(start + 2);
  if (shortLength === 127) length = Number(bytes.readBigUInt64BE(start + 2));
  const from = maskAt + 4;
  const end = from + length;
  if (bytes.length < end) return undefined;
  for (let at = from; at < end; at += 1) {
    bytes[at] = (bytes[at] as number) ^ (bytes[maskAt + ((at - from) & 3)] as number);
  }
  return { opcode: (bytes[start] as number) & 0x0f, payload: bytes.toString("latin1", from, end), end };
}

function serve(socket: Duplex, batched: boolean): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const replies: string[] = [];
    let at = 0;
    for (let next = readFrame(bytes, at); next !== undefined; next = readFrame(bytes, at)) {
      at = next.end;
      if (next.opcode === opcodes.close) socket.end(frame(opcodes.close, ""));
      if (next.opcode === opcodes.text) replies.push(...repliesTo(next.payload));
    }
    rest = bytes.subarray(at);
    if (replies.length === 0) return;
    if (batched) socket.write(frame(opcodes.text, `[${replies.join(",")}]`));
    else socket.write(Buffer.concat(replies.map((reply) => frame(opcodes.text, `[${reply}]`))));
  });
}

function listen(batched: boolean): Promise<Server> {
  const server = createServer();
  server.on("upgrade", (request, socket: Duplex) => {
    const key = request.headers["sec-websocket-key"] ?? "";
    const accept = createHash("sha1").update(key).update(handshakeSuffix).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    request.socket.setNoDelay(true);
    serve(socket, batched);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

const [batched, single] = await Promise.all([listen(true), listen(false)]);
const ports: StubPorts = {
  batched: (batched.address() as AddressInfo).port,
  single: (single.address() as AddressInfo).port,
};
process.on("disconnect", () => process.exit());
process.send?.(ports);
