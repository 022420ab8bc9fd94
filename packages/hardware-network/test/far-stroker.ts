import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";

const question = "D1\n";
const firmware = "TCode v0.3\n";

/** A T-Code device at a free port of this machine. */
export interface FarStroker {
  readonly address: string;
  /** What came, without the questions of the bus, one entry a datagram or a piece of a stream. */
  readonly packets: Buffer[];
  /** Settles with all bytes since the last call, once they are `count` or more. */
  received(count: number): Promise<Uint8Array>;
  /** Settles when what came is so: all of it as text without the questions, and how many there were of these. */
  until(isSo: (text: string, questions: number) => boolean): Promise<void>;
  /** To whom spoke last, as firmware does. */
  send(data: Uint8Array | string): void;
  /** How often it was asked who it is. */
  questions: number;
  /** `present`: it answers; `mute`: it only listens; `gone`: as if it were switched off. */
  state: "present" | "mute" | "gone";
  close(): Promise<void>;
}

abstract class Stroker {
  readonly packets: Buffer[] = [];
  questions = 0;
  #bytes: number[] = [];
  #wake: () => void = () => {};

  async received(count: number): Promise<Uint8Array> {
    while (this.#bytes.length < count) await this.#next();
    return Uint8Array.from(this.#bytes.splice(0));
  }

  async until(isSo: (text: string, questions: number) => boolean): Promise<void> {
    while (!isSo(Buffer.concat(this.packets).toString(), this.questions)) await this.#next();
  }

  /** Whether it was a question. */
  protected take(data: Buffer): boolean {
    const text = data.toString("latin1");
    const rest = Buffer.from(text.replaceAll(question, ""), "latin1");
    const questions = (data.length - rest.length) / question.length;
    this.questions += questions;
    if (rest.length > 0) this.packets.push(rest);
    this.#bytes.push(...rest);
    this.#wake();
    return questions > 0;
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

export class UdpStroker extends Stroker implements FarStroker {
  state: FarStroker["state"] = "present";
  readonly #socket: UdpSocket;
  peer: { readonly port: number; readonly address: string } | undefined;
  answer: string = firmware;

  private constructor(socket: UdpSocket) {
    super();
    this.#socket = socket;
    socket.on("message", (data, peer) => {
      if (this.state === "gone") return;
      this.peer = peer;
      if (this.take(data) && this.state === "present") this.send(this.answer);
    });
  }

  static async open(host = "127.0.0.1"): Promise<UdpStroker> {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    socket.bind({ address: host, port: 0 });
    await once(socket, "listening");
    return new UdpStroker(socket);
  }

  get address(): string {
    const { address, port, family } = this.#socket.address();
    return family === "IPv6" ? `udp://[${address}]:${port}` : `udp://${address}:${port}`;
  }

  send(data: Uint8Array | string): void {
    this.#socket.send(data, this.peer?.port, this.peer?.address);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#socket.close(resolve));
  }
}

export class TcpStroker extends Stroker implements FarStroker {
  readonly sockets: Socket[] = [];
  readonly #server: Server;
  #state: FarStroker["state"] = "present";

  private constructor(server: Server) {
    super();
    this.#server = server;
    server.on("connection", (socket) => {
      socket.on("error", () => {});
      if (this.#state === "gone") socket.destroy();
      this.sockets.push(socket);
      let cut = "";
      socket.on("data", (data) => {
        const text = cut + data.toString("latin1");
        // The beginning of a question, whose end comes with the next piece.
        cut = /D1?$/.exec(text)?.[0] ?? "";
        const whole = Buffer.from(text.slice(0, text.length - cut.length), "latin1");
        if (this.take(whole) && this.#state === "present") socket.write(firmware);
      });
    });
  }

  static async open(): Promise<TcpStroker> {
    const server = createServer();
    server.listen({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
    return new TcpStroker(server);
  }

  get address(): string {
    return `tcp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get state(): FarStroker["state"] {
    return this.#state;
  }

  set state(state: FarStroker["state"]) {
    this.#state = state;
    if (state === "gone") for (const socket of this.sockets.splice(0)) socket.destroy();
  }

  send(data: Uint8Array | string): void {
    this.sockets.at(-1)?.write(data);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
