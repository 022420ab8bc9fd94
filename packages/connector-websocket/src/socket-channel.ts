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
import { causeText } from "./cause-text.js";
import { clipReason, closeCodeOf, closeCodes, closeInfoOf } from "./close-code.js";
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

  constructor(socket: Socket, options: { readonly clock: Clock; readonly logger: Logger }) {
    this.#socket = socket;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    socket.listen({
      text: (text) => this.#take(text),
      binary: () => this.#take(binaryFrame),
      oversized: () => this.#fail(overflow, `a frame was larger than ${frameLimitBytes} bytes`, closeCodes.tooBig),
      failed: (cause) => this.#fail("connector/closed", `the connection broke: ${causeText(cause)}`, closeCodes.normal),
      closed: (transportCode, reason) => {
        this.#flush();
        this.#end ??= closeInfoOf(transportCode, reason);
        this.#finish(this.#end);
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
      this.terminate({ code: overflow, reason: `more than ${frameLimitBytes} bytes waited for the peer to take them` });
    }
  }

  receive(listener: Receive): void {
    this.#listener = listener;
    if (this.#kept.length > 0) queueMicrotask(() => this.#flush());
  }

  close(reason: CloseReason = { code: "connector/closed", reason: "closed by this side" }): Promise<void> {
    return this.closeWith(closeCodeOf(reason.code), reason);
  }

  /** {@link close} with a close code of the caller's choice. */
  async closeWith(transportCode: number, reason: CloseReason): Promise<void> {
    this.#leave({ by: "local", code: reason.code, reason: reason.reason, transportCode }, transportCode);
    await this.closed;
  }

  /** Ends the channel as a failure, without a word to the peer. */
  terminate(reason: CloseReason): void {
    if (this.#end) return;
    this.#end = { by: "failure", code: reason.code, reason: reason.reason };
    this.#finish(this.#end);
  }

  #fail(code: CloseReason["code"], reason: string, transportCode: number): void {
    this.#flush();
    this.#leave({ by: "failure", code, reason }, transportCode);
  }

  #leave(end: CloseInfo, transportCode: number): void {
    if (this.#end) return;
    this.#end = end;
    this.#kept = [];
    this.#cancelWait = this.#clock.after(closeLimitMs, () => this.#finish(end));
    this.#socket.close(transportCode, clipReason(end.reason));
  }

  #finish(end: CloseInfo): void {
    this.#kept = [];
    this.#cancelWait();
    this.#socket.terminate();
    this.#settle(end);
  }

  #take(frame: string | readonly Incoming[]): void {
    if (this.#end) return;
    if (this.#listener && this.#kept.length === 0) this.#deliver(this.#listener, frame);
    else this.#keep(frame);
  }

  #keep(frame: string | readonly Incoming[]): void {
    this.#kept.push(frame);
    this.#keptLength += frame.length;
    if (this.#keptLength <= frameLimitBytes) return;
    this.#fail(overflow, `more than ${frameLimitBytes} bytes came before anyone wanted them`, closeCodes.tooBig);
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
