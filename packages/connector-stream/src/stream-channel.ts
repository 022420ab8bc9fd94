import type { Socket } from "node:net";
import { type Cancel, type Clock, fromUtf8, type Logger } from "@buttplug-ts/core";
import {
  type Channel,
  type CloseInfo,
  type CloseReason,
  encodeFrame,
  frameLimitBytes,
  type Incoming,
} from "@buttplug-ts/messages";
import { Inbox, type Receive } from "@buttplug-ts/messages/transport";
import { foreignStart, isBlank, isJsonArray, quoted } from "./first-line.js";
import { LineSplitter } from "./line-splitter.js";
import { endOf } from "./stream-end.js";

/** How long a peer has to close its side after this one. */
const closeLimitMs = 1000;
/** After how much silence the system asks the peer's system whether it is still there. Linux gives up 10 s later. */
const keepAliveAfterMs = 5000;

const noText: readonly Incoming[] = [{ malformed: "the frame is no UTF-8" }];
const overflow = "connector/overflow";

/** What a channel needs besides its socket. */
export interface StreamChannelOptions {
  /** Who is at the other end. */
  readonly peer: "server" | "client";
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The channel over an open stream socket: one frame a line. It owns the socket from now on. */
export class StreamChannel implements Channel {
  readonly closed: Promise<CloseInfo>;
  readonly #socket: Socket;
  readonly #peer: StreamChannelOptions["peer"];
  readonly #clock: Clock;
  readonly #inbox: Inbox;
  readonly #lines: LineSplitter = new LineSplitter(frameLimitBytes);
  #settle: (info: CloseInfo) => void = () => {};
  /** The peer's first line was a frame, so it speaks this protocol. */
  #isKnown = false;
  #isCorked = false;
  #failure: Error | undefined;
  /** How the channel ends, from the moment that is decided. */
  #end: CloseInfo | undefined;
  #cancelWait: Cancel = () => {};

  constructor(socket: Socket, options: StreamChannelOptions) {
    this.#socket = socket;
    this.#peer = options.peer;
    this.#clock = options.clock;
    this.#inbox = new Inbox(options.logger);
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    socket.setNoDelay(true).setKeepAlive(true, keepAliveAfterMs);
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("end", () => {
      this.#inbox.flush();
      // A peer that takes nothing any more must not keep this side from ending, so the wait is bounded here too.
      const isKnown = this.#isKnown || this.#peer === "client";
      this.#leave(endOf({ isInsideLine: this.#lines.isInsideLine, isKnown }));
    });
    socket.on("error", (error) => {
      this.#failure ??= error;
    });
    socket.on("close", () => {
      this.#inbox.flush();
      this.#end ??= endOf({ failure: this.#failure ?? "the connection broke" });
      this.#finish(this.#end);
    });
  }

  /** Whether nothing has begun to end the channel. */
  get isOpen(): boolean {
    return this.#end === undefined;
  }

  send(batch: readonly object[]): void {
    if (this.#end || !this.#socket.writable) return;
    this.#cork();
    // As bytes, because the socket counts a string's backlog in characters. JSON has no raw newline.
    this.#socket.write(Buffer.from(`${encodeFrame(batch)}\n`));
    if (this.#unsentBytes <= frameLimitBytes) return;
    this.terminate({ code: overflow, reason: `more than ${frameLimitBytes} bytes waited for the peer to take them` });
  }

  receive(listener: Receive): void {
    this.#inbox.receive(listener);
  }

  async close(reason: CloseReason = { code: "connector/closed", reason: "closed by this side" }): Promise<void> {
    this.#leave({ by: "local", code: reason.code, reason: reason.reason });
    await this.closed;
  }

  /** Ends the channel as a failure, at once. */
  terminate(reason: CloseReason): void {
    if (this.#end) return;
    this.#end = { by: "failure", code: reason.code, reason: reason.reason };
    this.#finish(this.#end);
  }

  get #unsentBytes(): number {
    if (this.#isCorked && this.#socket.writableLength > frameLimitBytes) this.#uncork();
    return this.#socket.writableLength;
  }

  /** Frames that are sent in the same turn leave in one write. */
  #cork(): void {
    if (this.#isCorked) return;
    this.#isCorked = true;
    this.#socket.cork();
    process.nextTick(() => this.#uncork());
  }

  #uncork(): void {
    if (!this.#isCorked) return;
    this.#isCorked = false;
    this.#socket.uncork();
  }

  #read(chunk: Uint8Array): void {
    if (this.#end) return;
    if (!this.#isKnown && !this.#lines.isInsideLine) {
      const start = foreignStart(chunk);
      if (start !== undefined) return this.#endForeign(start);
    }
    if (this.#lines.push(chunk, (line) => this.#take(line))) return;
    this.#fail(`a frame was larger than ${frameLimitBytes} bytes`);
  }

  #take(line: Uint8Array): void {
    if (this.#end || isBlank(line)) return;
    const text = fromUtf8(line);
    if (!this.#isKnown) {
      if (text === undefined || !isJsonArray(text)) return this.#endForeign(line);
      this.#isKnown = true;
    }
    if (this.#inbox.take(text ?? noText)) return;
    this.#fail(`more than ${frameLimitBytes} bytes came before anyone wanted them`);
  }

  /** Whoever does not begin with a frame may be a web page that speaks HTTP: nothing of it is looked at. */
  #endForeign(line: Uint8Array): void {
    const reason = `this is no Buttplug ${this.#peer}: its first line is no list of messages but ${quoted(line)}`;
    this.terminate({ code: "connector/wrong-protocol", reason });
  }

  #fail(reason: string): void {
    this.#inbox.flush();
    this.#leave({ by: "failure", code: overflow, reason });
  }

  /** Ends this side after what was sent, and reads on until the peer has ended: else the system would cut that short. */
  #leave(end: CloseInfo): void {
    if (this.#end) return;
    this.#end = end;
    this.#inbox.close();
    this.#cancelWait = this.#clock.after(closeLimitMs, () => this.#finish(end));
    this.#socket.end();
  }

  #finish(end: CloseInfo): void {
    this.#inbox.close();
    this.#cancelWait();
    this.#socket.destroy();
    this.#settle(end);
  }
}
