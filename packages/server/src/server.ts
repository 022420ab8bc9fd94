import { type Clock, type Logger, silentLogger, systemClock } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { HardwareManager } from "@buttplug-ts/hardware";
import type { Channel, DeviceInfo, Grant, Listener, Peer } from "@buttplug-ts/messages";
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { describeDevice } from "./describe-device.js";
import { DeviceManager } from "./device-manager.js";
import { Session } from "./session.js";
import { tooManySessions } from "./session-errors.js";

/** What a server is made of. Times are milliseconds. */
export interface ServerOptions {
  /** The buses to look for hardware on. They belong to the server and are disposed with it. */
  readonly managers: readonly HardwareManager[];
  readonly protocols: readonly ProtocolDefinition[];
  readonly deviceDb: DeviceDatabase;
  readonly clock?: Clock;
  /** Random bytes, as many as asked for, for handshakes with devices. Default: the platform's. */
  readonly random?: (count: number) => Uint8Array;
  readonly logger?: Logger;
  /** Clients must send a Ping this often or are stopped and closed. 0, the default: no pings needed. */
  readonly maxPingTimeMs?: number;
  /** How long a client may take to introduce itself. Default 10,000. */
  readonly handshakeLimitMs?: number;
  /** How long a device may take to connect, identify and initialize. Default 20,000. */
  readonly connectLimitMs?: number;
  /** How many clients may be connected at once. Default 64. */
  readonly maxSessions?: number;
}

/** Finds hardware and drives it for any number of clients. */
export class ButtplugServer {
  readonly name: string;
  readonly #sessions = new Set<Session>();
  readonly #listeners = new Set<Listener>();
  readonly #manager: DeviceManager;
  readonly #options: Required<ServerOptions>;
  #closing: Promise<void> | undefined;

  constructor(name: string, options: ServerOptions) {
    this.name = name;
    this.#options = {
      clock: systemClock,
      random: (count) => crypto.getRandomValues(new Uint8Array(count)),
      logger: silentLogger,
      maxPingTimeMs: 0,
      handshakeLimitMs: 10_000,
      connectLimitMs: 20_000,
      maxSessions: 64,
      ...options,
    };
    this.#manager = new DeviceManager(this.#options);
  }

  /** The connected devices, as clients see them. */
  get devices(): readonly DeviceInfo[] {
    return this.#manager.devices.map(describeDevice);
  }

  /** How many clients are connected. */
  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** Serves the clients that come in at `listener`, until the server closes. Rejects if it cannot listen. */
  async listen(listener: Listener): Promise<void> {
    await listener.start((channel, peer, grant) => {
      this.accept(channel, peer, grant);
    });
    this.#listeners.add(listener);
    if (this.#closing) await listener.close();
  }

  /** Serves one client on an open channel. */
  accept(channel: Channel, peer: Peer, _grant: Grant): Session {
    const { clock, logger, maxPingTimeMs, handshakeLimitMs, maxSessions } = this.#options;
    const session = new Session(channel, peer, {
      serverName: this.name,
      maxPingTimeMs,
      handshakeLimitMs,
      manager: this.#manager,
      clock,
      logger,
    });
    this.#sessions.add(session);
    void session.ended.then(() => this.#sessions.delete(session));
    if (this.#closing) session.close({ code: "connector/closed", reason: "the server is closing" });
    else if (this.#sessions.size > maxSessions) session.refuse(0, tooManySessions(maxSessions));
    return session;
  }

  /** Brings every device to rest, whoever drives it. */
  stopAll(): Promise<void> {
    return this.#manager.stopAll();
  }

  /** Stops all devices, ends all sessions, closes listeners and hardware. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    for (const session of [...this.#sessions]) {
      session.close({ code: "connector/closed", reason: "the server is closing" });
    }
    // Started before anything is awaited: the devices come to rest first.
    const devicesClosed = this.#manager.close();
    await Promise.all([...this.#listeners].map((listener) => listener.close()));
    await devicesClosed;
  }
}
