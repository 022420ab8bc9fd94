import {
  asButtplugError,
  ButtplugError,
  type RequestOptions as RequestLimits,
  RequestTracker,
  soon,
} from "@buttplug-ts/core";
import {
  type Channel,
  clientCodec,
  type Incoming,
  type Message,
  recoverId,
  type ServerMessage,
} from "@buttplug-ts/messages";
import type { ClientContext } from "./client-context.js";
import type { ClientRequest } from "./client-request.js";
import type { RequestOptions } from "./request-options.js";
import { serverError } from "./server-error.js";

/** Requests that may wait for their reply at once. */
const pendingLimit = 4096;

/** Requests and replies over one channel. What is asked for in one tick leaves as one frame. */
export class Link {
  readonly #channel: Channel;
  readonly #context: ClientContext;
  readonly #onMessage: (message: ServerMessage) => void;
  readonly #tracker: RequestTracker<unknown>;
  readonly #limits: RequestLimits;
  /** The type of the reply, for pending requests that are not answered by Ok. */
  readonly #expected = new Map<number, ServerMessage["type"]>();
  #queue: object[] = [];
  #request: ClientRequest | undefined;
  #closed = false;

  /** `onMessage` gets events, and device lists that answer a request: lists count in the order in which they come. */
  constructor(channel: Channel, context: ClientContext, onMessage: (message: ServerMessage) => void) {
    this.#channel = channel;
    this.#context = context;
    this.#onMessage = onMessage;
    this.#tracker = new RequestTracker(context.clock, pendingLimit);
    this.#limits = { timeoutMs: context.requestTimeoutMs };
  }

  /** Starts to listen. Messages that came earlier are handled first. */
  open(): void {
    this.#channel.receive((batch) => this.#receive(batch));
  }

  /** Sends a request that Ok answers, and gives it its id. */
  request(request: ClientRequest, options?: RequestOptions): Promise<void> {
    const limits = options
      ? { timeoutMs: options.timeoutMs ?? this.#limits.timeoutMs, signal: options.signal }
      : this.#limits;
    // The tracker calls back at once or never: a field instead of a closure keeps output commands cheap.
    this.#request = request;
    return this.#tracker.request(request.type, limits, this.#enqueue) as Promise<void>;
  }

  /** Sends requests in one frame. Resolves when Ok answers all; rejects as soon as one fails. */
  requestAll(requests: readonly ClientRequest[], options?: RequestOptions): Promise<void> {
    const [first, second] = requests;
    if (first && !second) return this.request(first, options);
    return Promise.all(requests.map((request) => this.request(request, options))).then(() => {});
  }

  /** Sends a request that a message of type `expected` answers. */
  async ask<T extends ServerMessage["type"]>(
    expected: T,
    request: ClientRequest,
    options?: RequestOptions,
  ): Promise<Message<T>> {
    const reply: Promise<unknown> = this.request(request, options);
    this.#expected.set(request.id, expected);
    try {
      return (await reply) as Message<T>;
    } finally {
      this.#expected.delete(request.id);
    }
  }

  /** Sends what waits for the end of the tick. */
  readonly flush = (): void => {
    const batch = this.#queue;
    if (batch.length === 0) return;
    this.#queue = [];
    this.#channel.send(batch);
  };

  /** Rejects all pending and all later requests, and listens no more. */
  close(error: ButtplugError): void {
    this.#closed = true;
    this.#tracker.close(error);
  }

  readonly #enqueue = (id: number): void => {
    const request = this.#request as ClientRequest;
    request.id = id;
    if (this.#queue.push(clientCodec.encode(request)) === 1) soon(this.flush);
  };

  #receive(batch: readonly Incoming[]): void {
    for (const item of batch) {
      if (this.#closed) return;
      if ("malformed" in item) this.#context.report(malformed(item.malformed));
      else this.#handle(item.value);
    }
  }

  #handle(value: unknown): void {
    let message: ServerMessage;
    try {
      message = clientCodec.decode(value);
    } catch (error) {
      const bad = asButtplugError(error, "message/malformed", "a message cannot be read");
      if (!this.#tracker.reject(recoverId(value), bad)) this.#context.report(bad);
      return;
    }
    if (message.id === 0) this.#onMessage(message);
    else if (!this.#settle(message)) this.#context.logger.log("debug", "client", "a late reply", { id: message.id });
  }

  #settle(message: ServerMessage): boolean {
    const { id, type } = message;
    if (message.type === "error") return this.#tracker.reject(id, serverError(message));
    if (type !== (this.#expected.get(id) ?? "ok")) return this.#tracker.reject(id, unexpectedReply(type));
    if (type === "deviceList") this.#onMessage(message);
    return this.#tracker.resolve(id, type === "ok" ? undefined : message);
  }
}

/** The error for a message that is fine in itself, but not here. */
export function unexpectedReply(name: string): ButtplugError {
  return new ButtplugError("message/unexpected", `the server sent an unexpected ${name}`, { details: { name } });
}

function malformed(reason: string): ButtplugError {
  return new ButtplugError("message/malformed", reason, { details: { reason } });
}
