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
import { startHeartbeat } from "@buttplug-ts/messages/listening";
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
const newline = "\n";
/**
 * What a client begins its first line with if it answers each blank line with one. JSON allows it there, so servers that
 * do not know of it take no notice, and clients that do not know of it are never asked.
 */
const answersBlankLines = "\t";

/** What a channel needs besides its socket: who is at the other end, and for clients how long they may be silent. */
export type StreamChannelOptions = { readonly clock: Clock; readonly logger: Logger } & (
  | { readonly peer: "server" }
  | { readonly peer: "client"; readonly silenceLimitMs: number }
);

/** The channel over an open stream socket: one frame a line. It owns the socket from now on. */
export class StreamChannel implements Channel {
  readonly closed: Promise<CloseInfo>;
  readonly #socket: Socket;
  readonly #options: StreamChannelOptions;
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
  #endHeartbeat: Cancel = () => {};
  /** What the next line begins with. */
  #mark: string;

  constructor(socket: Socket, options: StreamChannelOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#mark = options.peer === "server" ? answersBlankLines : "";
    this.#inbox = new Inbox(options.logger);
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    socket.setNoDelay(true).setKeepAlive(true, keepAliveAfterMs);
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("end", () => {
      this.#inbox.flush();
      // A peer that takes nothing any more must not keep this side from ending, so the wait is bounded here too.
      const isKnown = this.#isKnown || options.peer === "client";
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
    // JSON has no raw newline.
    this.#write(`${this.#mark}${encodeFrame(batch)}${newline}`);
    this.#mark = "";
  }

  #write(text: string): void {
    if (this.#end || !this.#socket.writable) return;
    this.#cork();
    // As bytes, because the socket counts a string's backlog in characters.
    this.#socket.write(Buffer.from(text));
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
    if (this.#end) return;
    if (isBlank(line)) {
      if (this.#options.peer === "server") this.#write(newline);
      return;
    }
    const text = fromUtf8(line);
    if (!this.#isKnown) {
      if (text === undefined || !isJsonArray(text)) return this.#endForeign(line);
      this.#isKnown = true;
      if (text.startsWith(answersBlankLines)) this.#startHeartbeat();
    }
    if (this.#inbox.take(text ?? noText)) return;
    this.#fail(`more than ${frameLimitBytes} bytes came before anyone wanted them`);
  }

  #startHeartbeat(): void {
    if (this.#options.peer === "server") return;
    const { clock, silenceLimitMs } = this.#options;
    const reason = `nothing came from the peer for ${silenceLimitMs} ms`;
    this.#endHeartbeat = startHeartbeat(clock, {
      stream: this.#socket,
      silenceLimitMs,
      ping: () => this.#write(newline),
      onSilent: () => this.terminate({ code: "connector/silent", reason }),
    });
  }

  /** Whoever does not begin with a frame may be a web page that speaks HTTP: nothing of it is looked at. */
  #endForeign(line: Uint8Array): void {
    const reason = `this is no Buttplug ${this.#options.peer}: its first line is no list of messages but ${quoted(line)}`;
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
    this.#cancelWait = this.#options.clock.after(closeLimitMs, () => this.#finish(end));
    this.#socket.end();
  }

  #finish(end: CloseInfo): void {
    this.#inbox.close();
    this.#cancelWait();
    this.#endHeartbeat();
    this.#socket.destroy();
    this.#settle(end);
  }
}
