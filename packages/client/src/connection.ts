import {
  ButtplugError,
  background,
  type Cancel,
  type Clock,
  type ErrorCode,
  isButtplugError,
  type Logger,
  type TypedEvents,
} from "@buttplug-ts/core";
import type { Channel, CloseInfo, Message, ServerMessage } from "@buttplug-ts/messages";
import type { ClientEvents } from "./client-events.js";
import type { DeviceRecord } from "./device-record.js";
import { DeviceRegistry } from "./device-registry.js";
import { Link, unexpectedReply } from "./link.js";
import { closedError, serverError } from "./server-error.js";

const specMajor = 4;

/** Promise callbacks that an application may have between a request and its own code, such as an async function. */
const settleHops = 4;

export interface ConnectionHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly requestTimeoutMs: number;
  readonly events: TypedEvents<ClientEvents>;
  readonly onListenerError: (error: unknown, event: string) => void;
  readonly report: (error: ButtplugError) => void;
}

/** One channel's life, from the handshake to the end: its requests, its devices, its pings. */
export class Connection {
  readonly link: Link;
  readonly devices: DeviceRegistry;
  serverName = "";
  /** Set once `connect()` has succeeded: only then the end is a disconnect to the application. */
  established = false;
  /** The device list is known. */
  ready = false;
  /** How it ended, once it has. */
  end: CloseInfo | undefined;
  /** Settles when the events of the end are out. Pending until there is an end. */
  readonly ended: Promise<void>;
  readonly #channel: Channel;
  readonly #host: ConnectionHost;
  #closing: Promise<void> | undefined;
  #cancelPing: Cancel | undefined;
  #onEnded: () => void = () => {};

  constructor(channel: Channel, host: ConnectionHost) {
    this.#channel = channel;
    this.#host = host;
    this.ended = new Promise((resolve) => {
      this.#onEnded = resolve;
    });
    const { clock, logger, requestTimeoutMs } = host;
    this.link = new Link(channel, {
      clock,
      logger,
      requestTimeoutMs,
      onMessage: (message) => this.#onMessage(message),
      onError: (error) => host.report(error),
    });
    this.devices = new DeviceRegistry(this.link, host.events, host.onListenerError);
    background(
      channel.closed.then((info) => this.#finish(info)),
      logger,
      "client",
    );
    this.link.open();
  }

  /** Agrees on the version and asks for the devices. Takes as long as it takes; to end it, {@link close}. */
  async handshake(clientName: string): Promise<void> {
    const options = { timeoutMs: Number.POSITIVE_INFINITY };
    const hello = { clientName, protocolVersionMajor: specMajor, protocolVersionMinor: 0 };
    const info = await this.link.ask("serverInfo", { type: "requestServerInfo", id: 0, ...hello }, options);
    checkVersion(info);
    this.serverName = info.serverName ?? "";
    if (info.maxPingTime) this.#keepAlive(info.maxPingTime / 2);
    await this.link.ask("deviceList", { type: "requestDeviceList", id: 0 }, options);
  }

  /**
   * Ends the connection at once and closes the channel; settles when that is closed. Pending requests reject with `error`,
   * by default that the connection was closed.
   */
  close(code: ErrorCode, reason: string, error?: ButtplugError): Promise<void> {
    if (this.#closing === undefined && this.end === undefined) {
      this.link.flush();
      this.#closing = this.#channel.close({ code, reason });
      this.#finish({ by: "local", code, reason }, error);
    }
    return this.#closing ?? Promise.resolve();
  }

  #finish(info: CloseInfo, error: ButtplugError = closedError(info)): void {
    if (this.end) return;
    this.end = info;
    this.#cancelPing?.();
    this.link.close(error);
    background(this.#announceEnd(info, this.devices.clear()), this.#host.logger, "client");
  }

  async #announceEnd(info: CloseInfo, gone: readonly DeviceRecord[]): Promise<void> {
    // Code that awaits a request runs before the events, so that it learns first what became of its request.
    for (let hop = 0; hop < settleHops; hop += 1) await undefined;
    this.devices.announceRemoved(gone);
    if (this.established) this.#host.events.emit("serverDisconnect", info);
    this.#onEnded();
  }

  #onMessage(message: ServerMessage): void {
    switch (message.type) {
      case "deviceList":
        // Lists before the answer to RequestDeviceList are contained in that answer.
        if (message.id === 0 && !this.ready) break;
        this.ready = true;
        this.devices.update(message.devices);
        break;
      case "scanningFinished":
        this.#host.events.emit("scanningFinished", undefined);
        break;
      case "inputReading":
        this.#onReading(message);
        break;
      case "error":
        this.#onServerError(message);
        break;
      default:
        this.#host.report(unexpectedReply(message.type));
    }
  }

  #onReading({ deviceIndex, featureIndex, reading }: Message<"inputReading">): void {
    const record = this.devices.get(deviceIndex);
    if (record === undefined || reading.type === "unknown") return;
    const event = { deviceIndex, featureIndex, reading };
    record.events.emit("inputReading", event);
    this.#host.events.emit("inputReading", event);
  }

  #onServerError(message: Message<"error">): void {
    const { events, report, logger } = this.#host;
    const pingLost = message.errorCode === 2;
    const error = serverError(message, pingLost ? "ping/timeout" : undefined);
    if (pingLost) events.emit("pingTimeout", error);
    if (!pingLost && this.ready) report(error);
    else background(this.close(error.code, error.message, this.ready ? undefined : error), logger, "client");
  }

  #keepAlive(intervalMs: number): void {
    this.#cancelPing = this.#host.clock.after(intervalMs, () => {
      this.#keepAlive(intervalMs);
      this.link.request({ type: "ping", id: 0 }).catch((error) => {
        if (!this.end && isButtplugError(error)) this.#host.report(error);
      });
    });
  }
}

function checkVersion({ protocolVersionMajor, messageVersion }: Message<"serverInfo">): void {
  const server = messageVersion ?? protocolVersionMajor ?? 0;
  if (server === specMajor && messageVersion === undefined) return;
  throw new ButtplugError(
    "handshake/version-mismatch",
    `this client speaks message spec v${specMajor}, the server v${server}`,
    { details: { client: specMajor, server } },
  );
}
