import { ButtplugError, type Cancel, type Clock, Deadline } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";
import type { Link } from "@buttplug-ts/hardware-kit";
import type { WebSocket } from "ws";
import { closeCodes, closeSocket } from "./close-socket.js";
import type { Handshake } from "./handshake.js";

/** A frame above this ends the connection. More than this waits to be sent: the device takes nothing any more. */
export const frameLimitBytes: number = 64 * 1024;

const ignore = () => {};

/** The connection to one device, from its handshake on. */
export class DeviceSocket implements Link {
  readonly identifier: string;
  readonly address: string;
  /** Settles once, never rejects. */
  readonly ended: Promise<HardwareClosed>;
  readonly #ws: WebSocket;
  readonly #clock: Clock;
  readonly #silenceLimitMs: number;
  readonly #silence: Deadline;
  #heard = 0;
  #deliver: (data: Uint8Array) => void = ignore;
  #cancelLook: Cancel = ignore;
  #cancelBeat: Cancel = ignore;
  #settle: (end: HardwareClosed) => void = ignore;

  constructor(ws: WebSocket, { identifier, address }: Handshake, clock: Clock, silenceLimitMs: number) {
    this.identifier = identifier;
    this.address = address;
    this.#ws = ws;
    this.#clock = clock;
    this.#silenceLimitMs = silenceLimitMs;
    this.#silence = new Deadline(clock, () => this.#look());
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    ws.on("message", (data) => {
      this.#hear();
      // A text frame is its UTF-8 bytes. A copy, because what `ws` gives lies in a buffer that is shared.
      this.#deliver(Uint8Array.from(data as Buffer));
    });
    ws.on("ping", () => this.#hear());
    ws.on("pong", () => this.#hear());
    ws.on("error", (error) => this.#broke(error));
    ws.on("close", (code, reason) => this.#end(endOf(code, reason.toString())));
    this.#hear();
    this.#beat();
  }

  write(endpoint: string, data: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#ws.bufferedAmount > frameLimitBytes) {
        const text = `writing to ${endpoint} failed: the device does not take what is sent to it`;
        return reject(new ButtplugError("hardware/write-failed", text, { details: { endpoint } }));
      }
      this.#ws.send(data, { binary: true }, (error) => (error ? reject(error) : resolve()));
    });
  }

  async listen(endpoint: string, deliver: (data: Uint8Array) => void): Promise<() => Promise<void>> {
    if (endpoint !== "rx") return async () => {};
    this.#deliver = deliver;
    return async () => {
      this.#deliver = ignore;
    };
  }

  close(code: number = closeCodes.letGo, reason = "the server let the device go"): Promise<void> {
    this.#end({ by: "local", reason });
    return closeSocket(this.#ws, this.#clock, code, reason);
  }

  /** Ends the connection without a word. */
  drop(reason: string): void {
    this.#end({ by: "failure", reason });
    this.#ws.terminate();
  }

  /** Whether the device answers a ping within `limitMs`. */
  answers(limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (isAlive: boolean) => () => {
        cancel();
        this.#ws.off("pong", alive);
        resolve(isAlive);
      };
      const [alive, dead] = [settle(true), settle(false)];
      const cancel = this.#clock.after(limitMs, dead);
      this.#ws.on("pong", alive);
      void this.ended.then(dead);
      this.#ping();
    });
  }

  #ping(): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.ping();
  }

  #beat(): void {
    this.#cancelBeat = this.#clock.after(this.#silenceLimitMs / 2, () => {
      this.#ping();
      this.#beat();
    });
  }

  #hear(): void {
    this.#heard += 1;
    this.#silence.set(this.#clock.now() + this.#silenceLimitMs);
  }

  #look(): void {
    const before = this.#heard;
    // A process that stood still has frames waiting that it did not read yet.
    this.#cancelLook = this.#clock.after(0, () => {
      if (this.#heard === before) this.drop(`nothing came from the device for ${this.#silenceLimitMs} ms`);
    });
  }

  #broke(error: Error & { readonly code?: unknown }): void {
    const isOversize = error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH";
    const reason = isOversize ? `the device sent a frame of more than ${frameLimitBytes} bytes` : error.message;
    this.#end({ by: "failure", reason: isOversize ? reason : `the connection broke: ${reason}` });
    // `ws` has told the device with a close code of its own; this gives it the time to read that.
    void closeSocket(this.#ws, this.#clock, closeCodes.goingAway, reason);
  }

  #end(end: HardwareClosed): void {
    this.#cancelBeat();
    this.#cancelLook();
    this.#silence.dispose();
    this.#settle(end);
  }
}

function endOf(code: number, reason: string): HardwareClosed {
  if (code === 1006) return { by: "failure", reason: "the connection broke" };
  return { by: "remote", reason: `the device closed the connection (${code}${reason && `: ${reason}`})` };
}
