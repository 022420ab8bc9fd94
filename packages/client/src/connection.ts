import type { ButtplugError, Cancel } from "@buttplug-ts/core";
import type { Channel, CloseInfo, Message, ServerMessage } from "@buttplug-ts/messages";
import type { ClientContext } from "./client-context.js";
import type { DeviceRecord } from "./device-record.js";
import { DeviceRegistry } from "./device-registry.js";
import { Link, unexpectedReply } from "./link.js";
import { closedError, serverError, specMajor, versionMismatch } from "./server-error.js";

const unlimited = { timeoutMs: Number.POSITIVE_INFINITY };

/** Promise callbacks that an application may have between a request and its own code, such as an async function. */
const settleHops = 4;

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
  /** From the end on: settles when the events of the end are out. */
  ended: Promise<unknown> | undefined;
  readonly #channel: Channel;
  readonly #context: ClientContext;
  #closing: Promise<void> | undefined;
  #cancelPing: Cancel | undefined;

  constructor(channel: Channel, context: ClientContext) {
    this.#channel = channel;
    this.#context = context;
    this.link = new Link(channel, context, (message) => this.#onMessage(message));
    this.devices = new DeviceRegistry(this.link, context);
    void context.attempt(channel.closed.then((info) => this.#finish(info)));
    this.link.open();
  }

  /** Agrees on the version and asks for the devices. Takes as long as it takes; to end it, {@link close}. */
  async handshake(clientName: string): Promise<void> {
    const hello = { clientName, protocolVersionMajor: specMajor, protocolVersionMinor: 0 };
    const info = await this.link.ask("serverInfo", { type: "requestServerInfo", id: 0, ...hello }, unlimited);
    checkVersion(info);
    this.serverName = info.serverName ?? "";
    if (info.maxPingTime) this.#keepAlive(info.maxPingTime / 2);
    await this.link.ask("deviceList", { type: "requestDeviceList", id: 0 }, unlimited);
  }

  /**
   * Ends the connection at once and closes the channel; settles when that is closed. What is pending of a handshake
   * rejects with `why`, other requests with `connector/closed`.
   */
  async close(why: ButtplugError): Promise<void> {
    if (this.end === undefined) {
      const reason = { code: why.code, reason: why.message };
      this.link.flush();
      this.#finish({ by: "local", ...reason }, this.ready ? undefined : why);
      this.#closing = this.#channel.close(reason);
    }
    await this.#closing;
  }

  #finish(info: CloseInfo, error: ButtplugError = closedError(info)): void {
    if (this.end) return;
    this.end = info;
    this.#cancelPing?.();
    this.link.close(error);
    this.ended = this.#context.attempt(this.#announceEnd(info, this.devices.clear()));
  }

  async #announceEnd(info: CloseInfo, gone: readonly DeviceRecord[]): Promise<void> {
    // Code that awaits a request runs before the events, so that it learns first what became of its request.
    for (let hop = 0; hop < settleHops; hop += 1) await undefined;
    this.devices.announceRemoved(gone);
    if (this.established) this.#context.events.emit("serverDisconnect", info);
  }

  #onMessage(message: ServerMessage): void {
    const { events, report } = this.#context;
    switch (message.type) {
      case "deviceList":
        // Lists before the answer to RequestDeviceList are contained in that answer.
        if (message.id === 0 && !this.ready) break;
        this.ready = true;
        this.devices.update(message.devices);
        break;
      case "scanningFinished":
        events.emit("scanningFinished", undefined);
        break;
      case "inputReading":
        this.#onReading(message);
        break;
      case "error":
        this.#onServerError(message);
        break;
      default:
        report(unexpectedReply(message.type));
    }
  }

  #onReading({ deviceIndex, featureIndex, reading }: Message<"inputReading">): void {
    const record = this.devices.get(deviceIndex);
    if (record === undefined || reading.type === "unknown") return;
    const event = { deviceIndex, featureIndex, reading };
    record.events.emit("inputReading", event);
    this.#context.events.emit("inputReading", event);
  }

  #onServerError(message: Message<"error">): void {
    const { events, report, attempt } = this.#context;
    const pingLost = message.errorCode === 2;
    const error = serverError(message, pingLost ? "ping/timeout" : undefined);
    if (pingLost) events.emit("pingTimeout", error);
    if (!pingLost && this.ready) report(error);
    else void attempt(this.close(error));
  }

  #keepAlive(intervalMs: number): void {
    this.#cancelPing = this.#context.clock.after(intervalMs, () => {
      this.#keepAlive(intervalMs);
      this.link.request({ type: "ping", id: 0 }).catch((error: ButtplugError) => {
        if (!this.end) this.#context.report(error);
      });
    });
  }
}

function checkVersion({ protocolVersionMajor, messageVersion }: Message<"serverInfo">): void {
  // Only servers older than v4 name a MessageVersion.
  const server = messageVersion ?? protocolVersionMajor ?? 0;
  if (server !== specMajor || messageVersion !== undefined) throw versionMismatch(server);
}
