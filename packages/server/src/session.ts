import {
  type ButtplugError,
  type Cancel,
  type Clock,
  Deadline,
  isButtplugError,
  type Logger,
  type LogLevel,
  soon,
  textOf,
} from "@buttplug-ts/core";
import {
  type Channel,
  type ClientMessage,
  type CloseReason,
  type DeviceInfo,
  type Grant,
  type Incoming,
  type Peer,
  recoverId,
  type ServerMessage,
  serverCodec,
} from "@buttplug-ts/messages";
import type { OlderRequest, SessionDialect } from "@buttplug-ts/messages/versions";
import { unknownDevice } from "./check-command.js";
import type { DeviceManager } from "./device-manager.js";
import { memoryKeyOf } from "./device-memory.js";
import type { Driver } from "./drivers.js";
import { Handshake, specVersion, type Welcome } from "./handshake.js";
import type { ReadingListener } from "./input-hub.js";
import type { Observation, SessionSummary } from "./observation.js";
import { Permits } from "./permits.js";
import type { ServerDevice } from "./server-device.js";
import { dispatch, dispatchOlder } from "./session-dispatch.js";
import * as errors from "./session-errors.js";
import { SessionLoad } from "./session-load.js";
import { SessionStops } from "./session-stops.js";

export interface SessionOptions {
  readonly id: number;
  readonly serverName: string;
  readonly maxPingTimeMs: number;
  /** How long outputs of a silent session go on, in milliseconds; 0 for as long as it is connected. */
  readonly maxOutputIdleMs: number;
  readonly handshakeLimitMs: number;
  /** 0: as many as come. */
  readonly maxMessagesPerSecond: number;
  readonly grant: Grant;
  readonly manager: DeviceManager;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly observation: Observation;
}

/** One client's connection: its handshake, its requests, and what it leaves behind when it goes. */
export class Session implements Driver {
  readonly id: number;
  readonly peer: Peer;
  /** Settles when the session is over and everything it drove has been stopped. */
  readonly ended: Promise<void>;
  readonly o: SessionOptions;
  permits: Permits;
  readonly #channel: Channel;
  readonly #handshake: Handshake;
  readonly #pingDeadline: Deadline;
  readonly #idleDeadline: Deadline;
  readonly #offChanged: () => void;
  /** Counts the requests that wait for their answer, too. */
  readonly load: SessionLoad;
  readonly stops: SessionStops = new SessionStops();
  #cancelExpiry: Cancel = () => {};
  #grant: Grant;
  #settleEnded: () => void = () => {};
  #state: "handshake" | "ready" | "over" = "handshake";
  readonly #stableIds = new WeakMap<ServerDevice, string>();
  #dialect: SessionDialect | undefined;
  #told: string | undefined;
  #clientName = "";
  #openedAtMs = 0;
  #outgoing: object[] = [];

  constructor(channel: Channel, peer: Peer, options: SessionOptions) {
    this.id = options.id;
    this.peer = peer;
    this.o = options;
    this.#channel = channel;
    const { clock, handshakeLimitMs, manager, grant, maxMessagesPerSecond } = options;
    this.#grant = grant;
    this.permits = new Permits(grant);
    this.load = new SessionLoad(clock, maxMessagesPerSecond);
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
    this.#handshake = new Handshake({
      grant,
      clock,
      limitMs: handshakeLimitMs,
      onWelcome: (welcome) => this.#welcome(welcome),
      refuse: (id, error) => this.refuse(id, error),
      again: (value) => this.#receiveOne(value),
    });
    this.#pingDeadline = new Deadline(clock, () => this.#pingLost());
    this.#idleDeadline = new Deadline(clock, () => void this.#stopOwn());
    this.#offChanged = manager.events.on("changed", () => this.#devicesChanged());
    channel.receive((batch) => this.#receive(batch));
    void channel.closed.then((info) => this.#end(info));
  }

  /** What the client calls itself; empty until it has said so. */
  get clientName(): string {
    return this.#clientName;
  }

  /** Whether the client has introduced itself and is still there. */
  get isReady(): boolean {
    return this.#state === "ready";
  }

  get summary(): SessionSummary {
    const { id, clientName } = this;
    const { transport, address, origin } = this.peer;
    const { label } = this.#grant;
    return {
      id,
      clientName,
      transport,
      specVersion: this.#dialect?.version ?? specVersion,
      ...(address !== undefined && { address }),
      ...(origin !== undefined && { origin }),
      ...(label !== undefined && { label }),
    };
  }

  /** When the client had introduced itself, on the server's clock, in milliseconds. */
  get openedAtMs(): number {
    return this.#openedAtMs;
  }

  /** Ends the session: stops what it drove, says why if `error` is given, and closes the channel. */
  close(reason: CloseReason, error?: ButtplugError): void {
    if (this.#state === "over") return;
    const stopped = this.#stopOwn();
    if (error) this.send(errors.errorMessage(0, error));
    this.#over(stopped, reason);
    this.#flush();
    void this.#channel.close(reason);
  }

  /** Says why the client is not served and closes. */
  refuse(id: number, error: ButtplugError): void {
    this.send(errors.errorMessage(id, error));
    this.close({ code: error.code, reason: error.message });
  }

  /** Sends a message, in the client's version. */
  send(message: ServerMessage): void {
    if (!this.#dialect) this.sendWire(serverCodec.encode(message));
    else for (const each of this.#dialect.send(message)) this.sendWire(each);
  }

  /** Sends a message as it goes over the wire. All of one tick leave as one frame. */
  sendWire(message: object): void {
    if (this.#state === "over") return;
    this.#outgoing.push(message);
    if (this.#outgoing.length === 1) soon(this.#flush);
  }

  /** Answers a request with `Ok` or an `Error`. */
  readonly answer = (id: number, error?: unknown): void => {
    if (error === undefined) return this.send({ type: "ok", id });
    this.#log("warn", `request ${id} failed: ${textOf(error)}`);
    this.send(errors.errorMessage(id, error));
  };

  /** Answers when `work` is done. */
  answerAfter(id: number, work: Promise<ServerMessage | undefined>): void {
    this.load.began();
    work
      .then(
        (reply) => (reply ? this.send(reply) : this.answer(id)),
        (error: unknown) => this.answer(id, error),
      )
      .finally(() => this.load.finished());
  }

  /** Called with each reading that this session subscribed to on a device. */
  readonly listenerOf: (deviceIndex: number) => ReadingListener = this.#memoizedListeners();

  ping(): void {
    const { maxPingTimeMs, clock } = this.o;
    if (maxPingTimeMs > 0) this.#pingDeadline.set(clock.now() + maxPingTimeMs);
  }

  /** The devices as this client sees them. */
  get devices(): readonly DeviceInfo[] {
    return this.#seen.map((device) => this.permits.describe(device, this.#stableIdOf(device)));
  }

  get #seen(): readonly ServerDevice[] {
    return this.o.manager.devices.filter((device) => this.permits.sees(device));
  }

  /** @throws ButtplugError `device/unknown`, also for a device that this session may not see. */
  device(index: number): ServerDevice {
    const device = this.o.manager.find(index);
    if (device && this.permits.sees(device)) return device;
    throw unknownDevice(
      index,
      this.#seen.map((each) => each.index),
    );
  }

  deviceList(id: number): ServerMessage {
    return { type: "deviceList", id, devices: this.devices };
  }

  readonly scanFinished = (): void => this.send({ type: "scanningFinished", id: 0 });

  #receive(batch: readonly Incoming[]): void {
    const { maxOutputIdleMs, clock } = this.o;
    if (maxOutputIdleMs > 0) this.#idleDeadline.set(clock.now() + maxOutputIdleMs);
    this.stops.clear();
    if (!this.#isHeard(() => this.load.checkFrame(batch.length, this.isReady))) return;
    for (const incoming of batch) {
      if ("malformed" in incoming) this.#notUnderstood(0, errors.malformed(incoming.malformed));
      else this.#receiveOne(incoming.value);
    }
  }

  /** Does nothing any more once the session is over, as it may be in the middle of a frame. */
  #receiveOne(value: unknown): void {
    if (this.#state === "over") return;
    try {
      if (this.#state === "handshake") this.#handshake.receive(value);
      else if (this.#dialect) this.#dispatch(this.#dialect.receive(value));
      else this.#dispatch(serverCodec.decode(value));
    } catch (error) {
      if (isNonsense(error)) this.#notUnderstood(recoverId(value), error);
      else this.answer(recoverId(value), error);
    }
  }

  /** Whoever sends nothing but this is no client, and keeps others from being heard. */
  #notUnderstood(id: number, error: unknown): void {
    this.answer(id, error);
    this.#isHeard(() => this.load.checkNonsense());
  }

  /** Sends the client away if `check` throws. */
  #isHeard(check: () => void): boolean {
    try {
      check();
      return true;
    } catch (error) {
      this.refuse(0, error as ButtplugError);
      return false;
    }
  }

  #dispatch(request: ClientMessage | OlderRequest): void {
    this.load.checkRequest(request);
    if ("requests" in request) dispatchOlder(this, request);
    else dispatch(this, request);
  }

  #welcome({ id, clientName, grant, openDialect }: Welcome): void {
    this.#handshake.end();
    this.#state = "ready";
    this.#clientName = clientName;
    this.#grant = grant;
    this.permits = new Permits(grant);
    this.#openedAtMs = this.o.clock.now();
    this.#dialect = openDialect?.(this.devices);
    this.#told = this.#toldOfSome();
    const { lifetimeMs } = this.#grant;
    if (lifetimeMs !== undefined) {
      const expire = () => this.refuse(0, errors.grantExpired(lifetimeMs));
      this.#cancelExpiry = this.o.clock.after(lifetimeMs, expire);
    }
    this.#log("info", `${this.#clientName || "a client"} speaks message spec v${this.summary.specVersion}`);
    this.o.observation.tell({ kind: "session-opened", session: this.summary });
    this.ping();
    this.send({
      type: "serverInfo",
      id,
      serverName: this.o.serverName,
      maxPingTime: this.o.maxPingTimeMs,
      protocolVersionMajor: specVersion,
      protocolVersionMinor: 0,
    });
  }

  /** Clients of v0 and v1 may ask for what is logged, and get what is about themselves. */
  #log(level: LogLevel, text: string): void {
    this.o.logger.log(level, "session", text, { client: this.#clientName });
    const line = this.#dialect?.log(level, text);
    if (line) this.sendWire(line);
  }

  #memoizedListeners(): (deviceIndex: number) => ReadingListener {
    const listeners = new Map<number, ReadingListener>();
    return (deviceIndex) => {
      const known = listeners.get(deviceIndex);
      if (known) return known;
      const listener: ReadingListener = (featureIndex, reading) =>
        this.send({ type: "inputReading", id: 0, deviceIndex, featureIndex, reading });
      listeners.set(deviceIndex, listener);
      return listener;
    };
  }

  #devicesChanged(): void {
    if (this.#state !== "ready") return;
    const told = this.#toldOfSome();
    if (told !== undefined && told === this.#told) return;
    this.#told = told;
    this.send(this.deviceList(0));
  }

  /** Whoever sees some devices only is not to learn that something became of the others. */
  #toldOfSome(): string | undefined {
    return this.#grant.devices && JSON.stringify(this.devices);
  }

  #pingLost(): void {
    const error = errors.pingTimedOut(this.o.maxPingTimeMs);
    this.close({ code: error.code, reason: error.message }, error);
  }

  readonly #flush = (): void => {
    if (this.#outgoing.length === 0) return;
    const batch = this.#outgoing;
    this.#outgoing = [];
    this.#channel.send(batch);
  };

  #end(reason: CloseReason): void {
    if (this.#state === "over") return;
    this.o.logger.log("info", "session", `${this.#clientName || "a client"} left: ${reason.reason}`, {
      code: reason.code,
      client: this.#clientName,
    });
    this.#over(this.#stopOwn(), reason);
  }

  #stableIdOf(device: ServerDevice): string {
    let id = this.#stableIds.get(device);
    if (id === undefined) {
      id = this.o.manager.memory.stableId(memoryKeyOf(device.summary), this.#clientName);
      this.#stableIds.set(device, id);
    }
    return id;
  }

  #stopOwn(): Promise<void> {
    return this.o.manager.stopDrivenBy(this);
  }

  #over(stopped: Promise<void>, { code, reason }: CloseReason): void {
    const { manager, logger, observation } = this.o;
    if (this.#state === "ready") observation.tell({ kind: "session-closed", session: this.id, code, reason });
    this.#state = "over";
    this.#handshake.end();
    this.#cancelExpiry();
    this.#pingDeadline.dispose();
    this.#idleDeadline.dispose();
    this.#offChanged();
    manager.scans.stop(this);
    const unsubscribed = manager.devices.map((device) =>
      device.unsubscribeAll(this.listenerOf(device.index)).catch((error: unknown) => {
        logger.log("warn", "session", textOf(error));
      }),
    );
    void Promise.all([stopped, ...unsubscribed]).then(this.#settleEnded);
  }
}

/** Whether an error says that the message itself is wrong, not what it asks for. */
function isNonsense(error: unknown): boolean {
  return !isButtplugError(error) || /^(message|handshake|internal)\//.test(error.code);
}
