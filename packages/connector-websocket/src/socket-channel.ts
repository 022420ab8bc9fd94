import { type Cancel, type Clock, type Logger, textOf } from "@buttplug-ts/core";
import {
  type Channel,
  type CloseInfo,
  type CloseReason,
  decodeFrame,
  encodeFrame,
  frameLimitBytes,
  type Incoming,
} from "@buttplug-ts/messages";
import { clipReason, closeInfoOf } from "./close-code.js";
import type { Socket } from "./socket.js";

/** How long a peer has to answer a close frame. */
const closeLimitMs = 1000;

const binaryFrame: readonly Incoming[] = [{ malformed: "the frame is binary; messages are sent as text" }];
const overflow = "connector/overflow";

type Receive = (batch: readonly Incoming[]) => void;

/** The channel over an open socket. It owns the socket from now on. */
export class SocketChannel implements Channel {
  readonly closed: Promise<CloseInfo>;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #settle: (info: CloseInfo) => void = () => {};
  #listener: Receive | undefined;
  #kept: (string | readonly Incoming[])[] = [];
  #keptLength = 0;
  /** How the channel ends, from the moment that is decided. */
  #end: CloseInfo | undefined;
  #cancelWait: Cancel = () => {};

  constructor(socket: Socket, clock: Clock, logger: Logger) {
    this.#socket = socket;
    this.#clock = clock;
    this.#logger = logger;
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    socket.listen({
      text: (text) => this.#take(text),
      binary: () => this.#take(binaryFrame),
      oversized: () => this.#fail(overflow, `a frame was larger than ${frameLimitBytes} bytes`),
      failed: (why) => this.#fail("connector/closed", `the connection broke: ${why}`),
      closed: (transportCode, reason) => {
        this.#flush();
        this.#finish(this.#end ?? closeInfoOf(transportCode, reason));
      },
    });
  }

  /** Whether nothing has begun to end the channel. */
  get isOpen(): boolean {
    return this.#end === undefined;
  }

  send(batch: readonly object[]): void {
    if (this.#end) return;
    this.#socket.send(encodeFrame(batch));
    if (this.#socket.unsentBytes > frameLimitBytes) {
      this.terminate(overflow, `more than ${frameLimitBytes} bytes waited to be sent`);
    }
  }

  receive(listener: Receive): void {
    this.#listener = listener;
    if (this.#kept.length > 0) queueMicrotask(() => this.#flush());
  }

  close(reason: CloseReason = { code: "connector/closed", reason: "closed by this side" }): Promise<void> {
    return this.closeWith(this.#socket.closeCodeOf(reason.code), reason);
  }

  /** {@link close} with a close code of the caller's choice. */
  async closeWith(transportCode: number, { code, reason }: CloseReason): Promise<void> {
    this.#leave({ by: "local", code, reason, transportCode }, transportCode);
    await this.closed;
  }

  /** Ends the channel as a failure, without a word to the peer. */
  terminate(code: CloseReason["code"], reason: string): void {
    if (!this.#end) this.#finish({ by: "failure", code, reason });
  }

  #fail(code: CloseReason["code"], reason: string): void {
    this.#flush();
    this.#leave({ by: "failure", code, reason }, this.#socket.closeCodeOf(code));
  }

  #leave(end: CloseInfo, transportCode: number): void {
    if (this.#end) return;
    this.#end = end;
    this.#cancelWait = this.#clock.after(closeLimitMs, () => this.#finish(end));
    this.#socket.close(transportCode, clipReason(end.reason));
  }

  #finish(end: CloseInfo): void {
    this.#end = end;
    this.#kept = [];
    this.#cancelWait();
    this.#socket.terminate();
    this.#settle(end);
  }

  #take(frame: string | readonly Incoming[]): void {
    if (this.#end) return;
    if (this.#listener && this.#kept.length === 0) return this.#deliver(this.#listener, frame);
    this.#kept.push(frame);
    this.#keptLength += frame.length;
    if (this.#keptLength > frameLimitBytes) {
      this.#fail(overflow, `more than ${frameLimitBytes} bytes waited to be received`);
    }
  }

  #flush(): void {
    if (!this.#listener) return;
    const kept = this.#kept;
    this.#kept = [];
    this.#keptLength = 0;
    for (const frame of kept) this.#deliver(this.#listener, frame);
  }

  #deliver(listener: Receive, frame: string | readonly Incoming[]): void {
    if (this.#end) return;
    const batch = typeof frame === "string" ? decodeFrame(frame) : frame;
    try {
      listener(batch);
    } catch (error) {
      this.#logger.log("error", "connector", `a listener failed: ${textOf(error)}`);
    }
  }
}
