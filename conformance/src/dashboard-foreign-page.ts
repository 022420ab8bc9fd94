import { onTestFinished } from "vitest";
import WebSocket from "ws";

/** What a page of another origin hears. */
export interface ForeignPage {
  /** The names of the messages that came. */
  readonly names: readonly string[];
  readonly closed: Promise<number>;
}

/** A page of `origin` that introduces itself to an engine. */
export function foreignPage(address: string, origin: string): ForeignPage {
  const socket = new WebSocket(address, { origin });
  onTestFinished(() => socket.terminate());
  const names: string[] = [];
  const hello = { Id: 1, ClientName: "Page Game", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 };
  socket.on("open", () => socket.send(JSON.stringify([{ RequestServerInfo: hello }])));
  socket.on("message", (data) => {
    for (const message of JSON.parse(String(data))) names.push(...Object.keys(message));
  });
  return { names, closed: new Promise((resolve) => socket.on("close", resolve)) };
}
