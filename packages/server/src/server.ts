import { ButtplugError, type Clock, type ConfigStore, type Logger, silentLogger, systemClock } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { UserConfig } from "@buttplug-ts/device-db/user-config";
import type { HardwareManager } from "@buttplug-ts/hardware";
import type { Channel, DeviceInfo, Grant, Listener, Peer } from "@buttplug-ts/messages";
import type { ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import { describeDevice } from "./describe-device.js";
import { DeviceManager } from "./device-manager.js";
import type { RememberedDevice } from "./device-memory.js";
import { type DeviceStatus, statusOf } from "./device-status.js";
import type { Hold } from "./holds.js";
import { LocalSession } from "./local-session.js";
import { Observation, type Observer, type OpenSession } from "./observation.js";
import { loadOlderVersions } from "./older-versions.js";
import { Session } from "./session.js";
import { tooManySessions } from "./session-errors.js";

/** What a server is made of. Times are milliseconds. */
export interface ServerOptions {
  /** The buses to look for hardware on. They belong to the server and are disposed with it. */
  readonly managers: readonly HardwareManager[];
  readonly protocols: readonly ProtocolDefinition[];
  readonly deviceDb: DeviceDatabase;
  /**
   * Keeps the owner's settings (document `config`) and what the server remembers of devices (document `state`). Without
   * it there are no settings but those of {@link ButtplugServer.setUserConfig}, and indexes last as long as the server.
   */
  readonly config?: ConfigStore;
  readonly clock?: Clock;
  /** Random bytes, as many as asked for, for handshakes with devices and secrets. Default: the platform's. */
  readonly random?: (count: number) => Uint8Array;
  readonly logger?: Logger;
  /** Clients must send a Ping this often or are stopped and closed. 0, the default: no pings needed. */
  readonly maxPingTimeMs?: number;
  /** Outputs of a client that has sent nothing for so long are stopped; it stays connected. 0, the default: they go on. */
  readonly maxOutputIdleMs?: number;
  /** How long a client may take to introduce itself. Default 10,000. */
  readonly handshakeLimitMs?: number;
  /** How long a device may take to connect, identify and initialize. Default 20,000. */
  readonly connectLimitMs?: number;
  /** How old a battery's reading may be to be given again instead of asking the device. Default 10,000. */
  readonly batteryMaxAgeMs?: number;
  /** How many clients may be connected at once; with one label in their grants a quarter of that. Default 64. */
  readonly maxSessions?: number;
  /** Messages beyond this many a second are answered with an error. 0, the default: as many as a client sends. */
  readonly maxMessagesPerSecond?: number;
}

type AllOptions = Required<Omit<ServerOptions, "config">> & { readonly config: ConfigStore | undefined };

/** Finds hardware and drives it for any number of clients. */
export class ButtplugServer {
  readonly name: string;
  readonly #sessions = new Set<Session>();
  readonly #localSessions = new Set<LocalSession>();
  readonly #listeners = new Set<Listener>();
  readonly #manager: DeviceManager;
  readonly #observation: Observation;
  readonly #options: AllOptions;
  #lastSessionId = 0;
  #closing: Promise<void> | undefined;

  constructor(name: string, options: ServerOptions) {
    this.name = name;
    this.#options = {
      config: undefined,
      clock: systemClock,
      random: (count) => crypto.getRandomValues(new Uint8Array(count)),
      logger: silentLogger,
      maxPingTimeMs: 0,
      maxOutputIdleMs: 0,
      handshakeLimitMs: 10_000,
      connectLimitMs: 20_000,
      batteryMaxAgeMs: 10_000,
      maxSessions: 64,
      maxMessagesPerSecond: 0,
      ...options,
    };
    this.#observation = new Observation(this.#options.clock);
    this.#manager = new DeviceManager({ ...this.#options, observation: this.#observation });
  }

  /** Settles when the settings and what earlier runs left have been read. Until then no device is connected. */
  get ready(): Promise<void> {
    return this.#manager.ready;
  }

  /** The connected devices, as clients see them. */
  get devices(): readonly DeviceInfo[] {
    return this.#manager.devices.map((device) => describeDevice(device));
  }

  /** What is known of each connected device: its levels in its own steps, who drives it, its battery. */
  get deviceStatus(): readonly DeviceStatus[] {
    return this.#manager.devices.map((device) => statusOf(device));
  }

  /** The devices that are connected or were, also in earlier runs if there is a store. */
  get rememberedDevices(): readonly RememberedDevice[] {
    return this.#manager.memory.devices;
  }

  /**
   * Forgets the index of hardware that is not connected; its settings stay. A device that may still run stays known, so that it is
   * stopped when it comes.
   */
  forget(hardware: string): void {
    this.#manager.forget(hardware);
  }

  /**
   * The signal strength of a device in dBm; undefined where the bus cannot tell.
   * @throws ButtplugError `device/unknown`, or of area `hardware`
   */
  async signalStrength(deviceIndex: number): Promise<number | undefined> {
    return this.#manager.device(deviceIndex).rssi();
  }

  /** The clients that have introduced themselves, and the sessions of this process. */
  get sessions(): readonly OpenSession[] {
    const clients = [...this.#sessions].filter(({ isReady }) => isReady);
    return [...clients, ...this.#localSessions].map(({ summary, openedAtMs }) => ({ ...summary, openedAtMs }));
  }

  /** How many clients are connected. */
  get sessionCount(): number {
    return this.#sessions.size;
  }

  /** The owner's settings that hold. */
  get userConfig(): UserConfig {
    return this.#manager.settings.config;
  }

  /** What is wrong with the owner's settings, one sentence each. */
  get userConfigProblems(): readonly string[] {
    return this.#manager.settings.problems;
  }

  /**
   * Makes other settings hold, also for what runs, and keeps them. Without a store the first call loads what checks them;
   * every later one holds at once.
   * @throws ButtplugError `config/invalid`, which names every value that cannot be used; then nothing changed.
   * `config/store-failed`: they hold and could not be kept.
   */
  setUserConfig(config: UserConfig): Promise<void> {
    return this.#manager.settings.set(config);
  }

  /**
   * Changes the text of the settings' document: its comments and layout stay. The result holds at once, also for what runs.
   * `change` gets the document, or what holds as text if there is none.
   * @throws ButtplugError `config/invalid`, which names every value that cannot be used, also those that were there before; then
   * nothing changed. `config/store-failed`: the document could not be read, or the change holds and could not be kept.
   */
  editUserConfig(change: (text: string) => string): Promise<void> {
    return this.#manager.settings.edit(change);
  }

  /** Tells `observer` everything that really happens, until the returned function is called. */
  observe(observer: Observer): () => void {
    return this.#observation.observe(observer);
  }

  /** A session in this process that sees more than the message protocol tells. Its name is what observers see. */
  openSession(name: string): LocalSession {
    const session = new LocalSession({
      id: this.#nextSessionId(),
      clientName: name,
      manager: this.#manager,
      observation: this.#observation,
      onClosed: (closed) => this.#localSessions.delete(closed),
    });
    this.#localSessions.add(session);
    return session;
  }

  /** Serves the clients that come in at `listener`, until the server closes. Rejects if it cannot listen. */
  async listen(listener: Listener): Promise<void> {
    await loadOlderVersions();
    await listener.start((channel, peer, grant) => {
      this.accept(channel, peer, grant);
    });
    this.#listeners.add(listener);
    if (this.#closing) await listener.close();
  }

  /** Serves one client on an open channel. */
  accept(channel: Channel, peer: Peer, grant: Grant = {}): Session {
    const { maxSessions } = this.#options;
    const session = new Session(channel, peer, {
      ...this.#options,
      grant,
      id: this.#nextSessionId(),
      serverName: this.name,
      manager: this.#manager,
      observation: this.#observation,
    });
    this.#sessions.add(session);
    void session.ended.then(() => this.#sessions.delete(session));
    if (this.#closing) session.close({ code: "connector/closed", reason: "the server is closing" });
    else if (this.#sessions.size > maxSessions) session.refuse(0, tooManySessions(maxSessions));
    else if (this.#countOf(grant.label) > shareOf(maxSessions))
      session.refuse(0, tooManySessions(shareOf(maxSessions)));
    return session;
  }

  /**
   * Ends a client's session, of those in {@link sessions}: what it drove is stopped, and it is told `reason`. Whether there
   * was such a session.
   */
  disconnect(sessionId: number, reason: string): boolean {
    const session = [...this.#sessions].find(({ id, isReady }) => id === sessionId && isReady);
    session?.refuse(0, new ButtplugError("handshake/refused", reason));
    return session !== undefined;
  }

  /** Whether devices are looked for, whoever wants it. */
  get scanning(): boolean {
    return this.#manager.scans.isRunning;
  }

  /** Ends the scan for everybody; clients are told that it is over. */
  stopScanning(): void {
    this.#manager.scans.finish();
  }

  /** Ends the sessions whose grant has this label, as {@link disconnect}; also those that have not introduced themselves yet. */
  revoke(label: string, reason: string): void {
    const error = new ButtplugError("handshake/refused", reason);
    for (const session of [...this.#sessions]) if (session.summary.label === label) session.refuse(0, error);
  }

  /** Brings every device to rest, whoever drives it. */
  stopAll(): Promise<void> {
    return this.#manager.stopAll();
  }

  /**
   * A latched stop: brings devices to rest, all without `which`, and refuses outputs to them, also after they come back, until
   * the hold is released. `which` are indexes of connected devices, or hardware that may be away. `by` names who holds, for the
   * error that clients get.
   * @throws ButtplugError `device/unknown` for an index
   */
  hold(by: string, which?: readonly (number | string)[]): Hold {
    return this.#manager.hold(by, which);
  }

  /** Stops all devices, ends all sessions, closes listeners and hardware. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** How many sessions have this label; 0 for none, which is nobody's in particular. */
  #countOf(label: string | undefined): number {
    return label === undefined ? 0 : [...this.#sessions].filter(({ summary }) => summary.label === label).length;
  }

  #nextSessionId(): number {
    this.#lastSessionId += 1;
    return this.#lastSessionId;
  }

  async #close(): Promise<void> {
    for (const session of [...this.#sessions]) {
      session.close({ code: "connector/closed", reason: "the server is closing" });
    }
    // Started before anything is awaited: the devices come to rest first.
    const devicesClosed = this.#manager.close();
    // Their stops came with those of the devices, which say what fails.
    await Promise.allSettled([...this.#localSessions].map((session) => session.close()));
    try {
      await Promise.all([...this.#listeners].map((listener) => listener.close()));
    } finally {
      await devicesClosed;
    }
  }
}

/** How many of all sessions may be of one label: a guest must not keep the owner's applications out. */
function shareOf(maxSessions: number): number {
  return Math.ceil(maxSessions / 4);
}
