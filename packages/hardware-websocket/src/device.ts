/**
 * For the other end: a device of one's own making that speaks to a Buttplug server by WebSocket. For Node, Deno, Bun and pages.
 *
 * @packageDocumentation
 */
import { ButtplugError, type Cancel, type Clock, Deadline, systemClock, textOf, utf8 } from "@buttplug-ts/core";

/** What is used of a WebSocket: the platform's, or the one of the package `ws`. */
export interface DeviceWebSocket {
  binaryType: string;
  readonly readyState: number;
  addEventListener(type: "open" | "error", listener: () => void): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  /** Of the package `ws`, which tells of pings as platforms do not: without them a server's silence means nothing. */
  on?(type: "ping", listener: () => void): unknown;
  send(data: string | Uint8Array): void;
  close(): void;
}

export interface DeviceOptions {
  /** Default: `ws://127.0.0.1:54817`. */
  readonly server?: string;
  /** What kind of device this is: the name that a device file has under `websocket` of a protocol. 1 to 100 letters. */
  readonly identifier: string;
  /** Which of them it is. Must stay the same, since the owner's names and limits hang on it. 1 to 100 letters. */
  readonly address: string;
  /** A packet of the device's protocol. */
  readonly onPacket: (packet: Uint8Array) => void;
  /**
   * The connection ended, or did not come about: **whatever moves must stop**. `reason` is for people, and says why a
   * server does not want the device.
   */
  readonly onDisconnect: (reason: string) => void;
  readonly onConnect?: () => void;
  /** Whether to connect again, half a second later at first and 30 s at most. Default: true. */
  readonly reconnect?: boolean;
  /** Default: the platform's. Node 20 has none: give it the one of the package `ws`. */
  readonly WebSocket?: new (
    server: string,
  ) => DeviceWebSocket;
  /** Default: the system's. */
  readonly clock?: Clock;
}

/** A device that is connected to a server, or tries to be. */
export interface DeviceConnection {
  /** Sends a packet to the server. False, and nothing is sent, while there is no connection. */
  send(packet: Uint8Array): boolean;
  /** Ends the connection for good. */
  close(): void;
  /** Settles with the reason when the connection has ended for good. */
  readonly closed: Promise<string>;
}

const isOpen = 1;
const firstPauseMs = 500;
const longestPauseMs = 30_000;
const openLimitMs = 10_000;
/** Servers that ping do so every 5 s, others after 10 s without traffic, and they may miss one. */
const silenceLimitMs = 30_000;
/** A server that has kept the device for so long wants it. */
const wantedMs = 15_000;
/** A handshake that cannot be read, or a page that may not: the server would say the same again. */
const finalCodes: readonly number[] = [4400, 4403];

/**
 * Connects a device to a server, and again when the connection is lost.
 * @throws ButtplugError `usage/invalid-argument` for an address that is none, or where there is no WebSocket
 */
export function connectDevice(options: DeviceOptions): DeviceConnection {
  return new Device(options);
}

class Device implements DeviceConnection {
  readonly closed: Promise<string>;
  readonly #o: DeviceOptions;
  readonly #clock: Clock;
  #settle: (reason: string) => void = () => {};
  #socket: DeviceWebSocket | undefined;
  #pauseMs = firstPauseMs;
  #cancelPause: Cancel = () => {};
  #silence: Deadline | undefined;

  constructor(options: DeviceOptions) {
    this.#o = options;
    this.#clock = options.clock ?? systemClock;
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#connect();
  }

  send(packet: Uint8Array): boolean {
    if (this.#socket?.readyState !== isOpen) return false;
    this.#socket.send(packet);
    return true;
  }

  close(): void {
    this.#cancelPause();
    this.#silence?.dispose();
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    const reason = "closed on this side";
    if (socket) this.#o.onDisconnect(reason);
    this.#settle(reason);
  }

  #connect(): void {
    const { identifier, address, onConnect, onPacket } = this.#o;
    const socket = openSocket(this.#o);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    let openedAtMs: number | undefined;
    let doesPing = false;
    const silence = new Deadline(this.#clock, () => {
      this.#ended(1006, doesPing ? `nothing came from the server for ${silenceLimitMs / 1_000} s` : "", openedAtMs);
      socket.close();
    });
    this.#silence = silence;
    silence.set(this.#clock.now() + openLimitMs);
    const hear = () => {
      if (doesPing && this.#socket === socket) silence.set(this.#clock.now() + silenceLimitMs);
    };
    socket.on?.("ping", () => {
      doesPing = true;
      hear();
    });
    socket.addEventListener("open", () => {
      if (this.#socket !== socket) return socket.close();
      openedAtMs = this.#clock.now();
      silence.clear();
      socket.send(JSON.stringify({ identifier, address, version: 0 }));
      onConnect?.();
    });
    socket.addEventListener("message", ({ data }) => {
      hear();
      if (this.#socket === socket)
        onPacket(typeof data === "string" ? utf8(data) : new Uint8Array(data as ArrayBuffer));
    });
    socket.addEventListener("error", () => {}); // "close" follows
    socket.addEventListener("close", ({ code, reason }) => {
      if (this.#socket === socket) this.#ended(code, reason, openedAtMs);
    });
  }

  #ended(code: number, why: string, openedAtMs: number | undefined): void {
    const { reconnect = true, onDisconnect } = this.#o;
    this.#socket = undefined;
    this.#silence?.dispose();
    const reason = why || (openedAtMs === undefined ? "no server answers" : `the connection ended (${code})`);
    const wasWanted = openedAtMs !== undefined && this.#clock.now() - openedAtMs >= wantedMs;
    const pauseMs = wasWanted ? firstPauseMs : this.#pauseMs;
    const isFinal = !reconnect || finalCodes.includes(code);
    if (!isFinal) this.#cancelPause = this.#clock.after(pauseMs, () => this.#connect());
    this.#pauseMs = Math.min(2 * pauseMs, longestPauseMs);
    onDisconnect(reason);
    if (isFinal) this.#settle(reason);
  }
}

function openSocket({ server = "ws://127.0.0.1:54817", WebSocket }: DeviceOptions): DeviceWebSocket {
  const Socket = WebSocket ?? (globalThis as { readonly WebSocket?: DeviceOptions["WebSocket"] }).WebSocket;
  if (!Socket) throw unusable("WebSocket", "this platform has no WebSocket: give the one of the package ws");
  try {
    return new Socket(server);
  } catch (error) {
    throw unusable("server", `"${server}" cannot be connected to: ${textOf(error)}`);
  }
}

function unusable(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `${argument}: ${text}`, { details: { argument } });
}
