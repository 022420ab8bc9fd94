import {
  type Advertisement,
  background,
  type Cancel,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  type Logger,
  type Observable,
  ObservableValue,
  onAbort,
  type ScanFilters,
  silentLogger,
  systemClock,
  TypedEvents,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { connectFailed, fitPlan, HardwareConnection, OpenConnections, unavailable } from "@buttplug-ts/hardware-kit";
import { checkOptions } from "./check-options.js";
import { closeCodes } from "./close-socket.js";
import { DeviceServer } from "./device-server.js";
import { DeviceSocket } from "./device-socket.js";
import { whyNotListening } from "./listen.js";

/** Where devices connect, and what is asked of them. */
export interface WebSocketHardwareManagerOptions {
  /** Default: 54817, which existing devices use. 0 takes a free port. */
  readonly port?: number;
  /**
   * Host names or addresses of this machine to listen at. Default: `127.0.0.1` and `::1`, so devices on this machine only.
   * `0.0.0.0` lets everybody in the network say that they are a device.
   */
  readonly hosts?: readonly string[];
  /** Origins of web pages that may be devices, such as `https://example.org`. Default: none. */
  readonly allowOrigins?: readonly string[];
  /** How long a connection may take to say what device it is, in milliseconds. Default: 10000. */
  readonly handshakeLimitMs?: number;
  /** How long a device is kept that nobody connects to, in milliseconds. Default: 10000. */
  readonly claimLimitMs?: number;
  /**
   * How long nothing may come from a device, no pong either, before it counts as gone, in milliseconds. It is pinged every
   * half of this. Default: 10000.
   */
  readonly silenceLimitMs?: number;
  /** How many devices may be connected at a time. Default: 32. */
  readonly maxConnections?: number;
  /** Default: `websocket`. */
  readonly name?: string;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: silent. */
  readonly logger?: Logger;
}

/** How long a known device may take to come back while it is being opened. */
const returnLimitMs = 2_000;
/** How long a device has to answer a ping that is to show whether it is still there. */
const answerLimitMs = 2_000;
const listenAgainMs = 5_000;

/** The server that devices of one's own making connect to by WebSocket. */
export class WebSocketHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void>;
  readonly #o: Required<Omit<WebSocketHardwareManagerOptions, "name">>;
  readonly #server: DeviceServer;
  readonly #availability = new ObservableValue<Availability>({
    usable: false,
    why: "The WebSocket server for devices is starting.",
  });
  readonly #present = new Map<HardwareId, DeviceSocket>();
  readonly #unclaimed = new Map<DeviceSocket, Cancel>();
  readonly #events: TypedEvents<{ readonly entered: DeviceSocket; readonly arrived: Advertisement }>;
  readonly #connections: OpenConnections;
  #cancelListen: Cancel = () => {};
  #disposed: Promise<void> | undefined;

  /** @throws ButtplugError `usage/invalid-argument` for options that cannot be used */
  constructor(options: WebSocketHardwareManagerOptions = {}) {
    const { name = "websocket", ...more } = options;
    this.name = name;
    this.#o = {
      port: 54817,
      hosts: ["127.0.0.1", "::1"],
      allowOrigins: [],
      handshakeLimitMs: 10_000,
      claimLimitMs: 10_000,
      silenceLimitMs: 10_000,
      maxConnections: 32,
      clock: systemClock,
      logger: silentLogger,
      ...more,
    };
    checkOptions(this.#o);
    const { clock, logger, silenceLimitMs } = this.#o;
    this.#connections = new OpenConnections(name);
    this.#events = new TypedEvents((error) => logger.log("error", "devices", textOf(error)));
    this.#server = new DeviceServer({
      ...this.#o,
      onDevice: (ws, handshake) => {
        const device = new DeviceSocket(ws, handshake, clock, silenceLimitMs);
        background(this.#enter(device), logger, "devices");
      },
    });
    this.ready = this.#listen();
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  /** Where devices connect, such as `ws://127.0.0.1:54817`. Empty until the manager is ready, and if it cannot listen. */
  get addresses(): readonly string[] {
    return this.#server.addresses;
  }

  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (signal.aborted) return;
    onAbort(signal, this.#events.on("arrived", arrivals));
    for (const device of this.#present.values()) this.#announce(device);
  }

  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    const { value } = this.#availability;
    if (!value.usable) throw unavailable(this.name, value.why);
    for (const device of [...this.#present.values()]) {
      if (signal.aborted) return;
      if (!this.#connections.has(device.address)) yield advertisementOf(device);
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const { clock } = this.#o;
    return this.#connections.open(id, signal, async (limited) => {
      const plan = fitPlan(plans, "websocket");
      if (plan === undefined) throw connectFailed(id, "none of the protocols tried is one for WebSocket devices");
      const device = this.#present.get(id) ?? (await this.#return(id, limited));
      this.#claim(device);
      if (!(await device.answers(answerLimitMs))) {
        device.drop("the device does not answer pings");
        throw connectFailed(id, "it does not answer");
      }
      const connection = new HardwareConnection({ id, plan, endpoints: plan.endpoints, link: device, clock });
      void device.ended.then(({ reason, by }) => connection.lost(reason, by === "remote" ? "remote" : "failure"));
      return connection;
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#disposed ??= this.#dispose();
    return this.#disposed;
  }

  async #dispose(): Promise<void> {
    this.#cancelListen();
    this.#availability.set({ usable: false, why: "The WebSocket server for devices was shut down." });
    await this.#connections.close();
    await this.#server.close();
  }

  /** A program that has the port may end: it is tried again. */
  async #listen(): Promise<void> {
    const { clock, logger, port } = this.#o;
    try {
      await this.#server.listen();
      const note = `Devices connect to ${this.addresses.join(" and ")}.`;
      if (!this.#disposed) this.#availability.set({ usable: true, note });
    } catch (error) {
      if (this.#disposed) return;
      const why = whyNotListening(error, port);
      logger.log("warn", "devices", why);
      this.#availability.set({ usable: false, why });
      this.#cancelListen = clock.after(listenAgainMs, () => void this.#listen());
    }
  }

  /** A device that lost its connection without our knowing comes back while we still have the old one. */
  async #enter(device: DeviceSocket): Promise<void> {
    let hasEnded = false;
    void device.ended.then(() => {
      hasEnded = true;
      this.#claim(device);
      if (this.#present.get(device.address) === device) this.#present.delete(device.address);
    });
    for (let before = this.#present.get(device.address); before; before = this.#present.get(device.address)) {
      if (await before.answers(answerLimitMs)) {
        const reason = `a device with the address ${JSON.stringify(device.address)} is here already`;
        return device.close(closeCodes.addressInUse, reason);
      }
      before.drop("the device connected again");
      await before.ended;
    }
    if (hasEnded) return;
    this.#present.set(device.address, device);
    this.#unclaimed.set(
      device,
      this.#o.clock.after(this.#o.claimLimitMs, () => this.#sendAway(device)),
    );
    this.#events.emit("entered", device);
    this.#announce(device);
  }

  /** Later, so that whoever heard that the device was lost has taken note of it. */
  #announce(device: DeviceSocket): void {
    this.#o.clock.after(0, () => {
      const isWaiting = this.#present.get(device.address) === device && !this.#connections.has(device.address);
      if (isWaiting) this.#events.emit("arrived", advertisementOf(device));
    });
  }

  #claim(device: DeviceSocket): void {
    this.#unclaimed.get(device)?.();
    this.#unclaimed.delete(device);
  }

  #sendAway(device: DeviceSocket): void {
    const { address, identifier } = device;
    const entry = JSON.stringify({ hardware: `${this.name}/${address}`, protocol: "…" });
    const text = `nobody took it: the user configuration needs ${entry}`;
    const more = `, a device file "websocket: [${identifier}]", or what keeps it out must go`;
    this.#o.logger.log("warn", "devices", `the WebSocket device ${identifier} was sent away: ${text}${more}`);
    void device.close(closeCodes.unwanted, text);
  }

  #return(id: HardwareId, signal: AbortSignal): Promise<DeviceSocket> {
    const tooLate = () => connectFailed(id, "it is not here; devices like it connect to this server by themselves");
    return withTimeLimit(this.#o.clock, returnLimitMs, signal, tooLate, (limited) => this.#entry(id, limited));
  }

  #entry(id: HardwareId, signal: AbortSignal): Promise<DeviceSocket> {
    return new Promise((resolve) => {
      const off = this.#events.on("entered", (device) => {
        if (device.address === id) resolve(device);
      });
      onAbort(signal, off);
    });
  }
}

function advertisementOf({ address, identifier }: DeviceSocket): Advertisement {
  return { kind: "websocket", id: address, name: identifier };
}
