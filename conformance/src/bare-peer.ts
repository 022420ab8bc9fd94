import { once } from "node:events";
import { connect } from "node:net";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";

/** A client made by hand, over a real socket. */
export interface BarePeer {
  send(batch: readonly object[]): void;
  /** Reads nothing from now on: what is sent to it fills the buffers of the system, then those of the server. */
  deafen(): void;
  /** Waits until a text has come that contains this one. */
  heard(text: string): Promise<void>;
}

/** Connects to the address of a listener, `ws:` or `tcp:`, until the test is over. */
export async function barePeer(address: string): Promise<BarePeer> {
  const waiting = new Map<string, () => void>();
  const hear = (line: string) => {
    for (const [text, settle] of waiting) if (line.includes(text)) settle();
  };
  const heard = (text: string) => new Promise<void>((resolve) => waiting.set(text, resolve));
  return { ...(await (address.startsWith("tcp:") ? overStream(address, hear) : overWebSocket(address, hear))), heard };
}

type Hear = (line: string) => void;

async function overWebSocket(address: string, hear: Hear): Promise<Omit<BarePeer, "heard">> {
  const ws = new WebSocket(address);
  onTestFinished(() => ws.terminate());
  ws.on("error", () => {});
  ws.on("message", (data) => hear(data.toString()));
  await once(ws, "open");
  return { send: (batch) => ws.send(JSON.stringify(batch)), deafen: () => ws.pause() };
}

async function overStream(address: string, hear: Hear): Promise<Omit<BarePeer, "heard">> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let rest = "";
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(line);
  });
  await once(socket, "connect");
  return { send: (batch) => socket.write(`${JSON.stringify(batch)}\n`), deafen: () => socket.pause() };
}
