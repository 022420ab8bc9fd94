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
import { Inbox, type Receive } from "@buttplug-ts/messages/transport";
import { clipReason, closeInfoOf } from "./close-code.js";
import { noReason, type Socket } from "./socket.js";

/** How long a peer has to answer a close frame. */
const closeLimitMs = 1000;

const binaryFrame: readonly Incoming[] = [{ malformed: "the frame is binary; messages are sent as text" }];
const overflow = "connector/overflow";

/** The channel over an open socket. It owns the socket from now on. */
export class SocketChannel implements Channel {
  readonly closed: Promise<CloseInfo>;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #inbox: Inbox;
  #settle: (info: CloseInfo) => void = () => {};
  /** The peer is to be a server and has not sent a frame yet. */
  #isUnheard: boolean;
  /** How the channel ends, from the moment that is decided. */
  #end: CloseInfo | undefined;
  #cancelWait: Cancel = () => {};

  /** `isUnheard`: the peer is to be a server, whose first frame shows whether it is one. */
  constructor(socket: Socket, clock: Clock, logger: Logger, isUnheard: boolean) {
    this.#socket = socket;
    this.#clock = clock;
    this.#inbox = new Inbox(logger);
    this.#isUnheard = isUnheard;
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
    socket.listen({
      text: (text) => this.#take(text),
      binary: () => this.#take(binaryFrame),
      oversized: () => this.#fail(overflow, `a frame was larger than ${frameLimitBytes} bytes`),
      failed: (cause) => this.#fail("connector/closed", `the connection broke: ${textOf(cause ?? noReason)}`),
      closed: (transportCode, reason) => {
        this.#inbox.flush();
        this.#finish(this.#end ?? closeInfoOf(transportCode, reason, this.#isUnheard));
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
    this.#inbox.receive(listener);
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
    this.#inbox.flush();
    this.#leave({ by: "failure", code, reason }, this.#socket.closeCodeOf(code));
  }

  #leave(end: CloseInfo, transportCode: number): void {
    if (this.#end) return;
    this.#end = end;
    this.#inbox.close();
    this.#cancelWait = this.#clock.after(closeLimitMs, () => this.#finish(end));
    this.#socket.close(transportCode, clipReason(end.reason));
  }

  #finish(end: CloseInfo): void {
    this.#end = end;
    this.#inbox.close();
    this.#cancelWait();
    this.#socket.terminate();
    this.#settle(end);
  }

  #take(frame: string | readonly Incoming[]): void {
    if (this.#end) return;
    if (this.#isUnheard) {
      // Whoever answers with something else than messages is no server of ours, so there is nothing to wait for.
      this.#isUnheard = false;
      const [first] = typeof frame === "string" ? decodeFrame(frame) : frame;
      if (first && "malformed" in first) {
        return this.terminate("connector/wrong-protocol", `this is no Buttplug server: ${first.malformed}`);
      }
    }
    if (this.#inbox.take(frame)) return;
    this.#fail(overflow, `more than ${frameLimitBytes} bytes waited to be received`);
  }
}
