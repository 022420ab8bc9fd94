import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import {
  type Advertisement,
  abortedError,
  ButtplugError,
  type Clock,
  type EndpointPlan,
  type HardwareId,
  isButtplugError,
  type Observable,
  ObservableValue,
  type ScanFilters,
  systemClock,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability, Hardware, HardwareManager } from "@buttplug-ts/hardware";
import { connectFailed, fitPlan, HardwareConnection, OpenConnections, unavailable } from "@buttplug-ts/hardware-kit";
import { type NetworkAddress, parseAddress } from "./network-address.js";
import { openLink } from "./network-link.js";
import { troubleOf } from "./network-trouble.js";

/** A T-Code device on the network. To name it here is to say that it is one: it needs no further settings. */
export interface NetworkDevice {
  /**
   * `udp://tcode.local:8000`, or `tcp://` with a host and a port. The port of UDP may be left out: it is 8000 then. It is
   * the device's id, too.
   */
  readonly address: string;
  /** The identifier of its model in device files. Default: the address, which gives the protocol's default model. */
  readonly name?: string;
  /** False for one that says nothing when it is asked who it is (`D1`): it counts as there whatever happens to it. Default: true. */
  readonly answers?: boolean;
}

export interface NetworkHardwareManagerOptions {
  readonly devices: readonly NetworkDevice[];
  /** How long connecting may take, in milliseconds. Default: 8000. */
  readonly connectLimitMs?: number;
  /** How long nothing may come from a device that answers before it counts as gone, in milliseconds. Default: 10000. */
  readonly silenceLimitMs?: number;
  /** Gives the IP addresses of a host, at each connection anew. Default: the system does. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
  /** Default: `network`. */
  readonly name?: string;
  /** Default: the system's. */
  readonly clock?: Clock;
}

interface Known extends Omit<NetworkDevice, "address"> {
  readonly address: NetworkAddress;
}

const shutDown = "The network devices were shut down.";
const noDevices = "No network device is named: give the address of one, such as udp://tcode.local:8000.";

/** T-Code devices on the network, over UDP and TCP. */
export class NetworkHardwareManager implements HardwareManager {
  readonly name: string;
  readonly ready: Promise<void> = Promise.resolve();
  readonly #o: Required<Omit<NetworkHardwareManagerOptions, "devices" | "name">>;
  readonly #devices: ReadonlyMap<HardwareId, Known>;
  readonly #availability: ObservableValue<Availability>;
  readonly #connections: OpenConnections;

  /** @throws ButtplugError `usage/invalid-argument` for an address that is none, or one that is there twice */
  constructor({ devices, name = "network", ...more }: NetworkHardwareManagerOptions) {
    this.name = name;
    this.#o = { connectLimitMs: 8_000, silenceLimitMs: 10_000, resolve: resolveHost, clock: systemClock, ...more };
    this.#devices = new Map(devices.map((device) => known(device)).map((each) => [each.address.text, each]));
    if (this.#devices.size < devices.length) throw unusable("devices", "each device must have an address of its own");
    for (const limit of ["connectLimitMs", "silenceLimitMs"] as const) {
      if (!(this.#o[limit] >= 100 && this.#o[limit] < 2 ** 31)) throw unusable(limit, "it must be 100 ms or more");
    }
    this.#connections = new OpenConnections(name);
    this.#availability = new ObservableValue<Availability>(
      devices.length > 0 ? { usable: true } : { usable: false, why: noDevices },
    );
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  /** Nothing comes by itself. */
  watch(): void {}

  /** All devices that were named and are not connected; whether they are there shows when they are opened. */
  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    const { value } = this.#availability;
    if (!value.usable) throw unavailable(this.name, value.why);
    for (const [id, { name = id }] of this.#devices) {
      if (signal.aborted) return;
      if (!this.#connections.has(id)) yield { kind: "network", id, name };
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    const { clock, connectLimitMs } = this.#o;
    return this.#connections.open(id, signal, async (limited) => {
      const device = this.#devices.get(id);
      if (device === undefined) throw connectFailed(id, "it is not among the network devices that were named");
      const plan = fitPlan(plans, "network");
      if (plan === undefined) throw connectFailed(id, "none of the protocols tried is one for network devices");
      const tooLate = () => connectFailed(id, `it took longer than ${connectLimitMs} ms`);
      const connect = (inTime: AbortSignal) => this.#connect(device, plan, inTime);
      return withTimeLimit(clock, connectLimitMs, limited, tooLate, connect);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#availability.set({ usable: false, why: shutDown });
    await this.#connections.close();
  }

  /** A name may stand for several addresses, not all of which need to lead to the device. */
  async #connect(device: Known, plan: EndpointPlan, signal: AbortSignal): Promise<HardwareConnection> {
    const { host, text } = device.address;
    let failure = connectFailed(text, "the network knows no such name");
    for (const ip of await this.#addressesOf(host, text)) {
      try {
        return await this.#connectTo(ip, device, plan, signal);
      } catch (error) {
        if (signal.aborted) throw abortedError(signal);
        failure = asFailure(text, error);
      }
    }
    throw failure;
  }

  async #connectTo(
    ip: string,
    { address, answers = true }: Known,
    plan: EndpointPlan,
    signal: AbortSignal,
  ): Promise<HardwareConnection> {
    const { clock, silenceLimitMs } = this.#o;
    const link = await openLink({ address, ip, answers, silenceLimitMs, clock, signal });
    const connection = new HardwareConnection({ id: address.text, plan, endpoints: ["tx", "rx"], link, clock });
    void link.ended.then(({ reason, by }) => connection.lost(reason, by === "remote" ? "remote" : "failure"));
    if (signal.aborted) await connection[Symbol.asyncDispose]();
    return connection;
  }

  async #addressesOf(host: string, id: HardwareId): Promise<readonly string[]> {
    try {
      return isIP(host) ? [host] : await this.#o.resolve(host);
    } catch (error) {
      throw asFailure(id, error);
    }
  }
}

function known({ address, ...more }: NetworkDevice): Known {
  return { ...more, address: parseAddress(address) };
}

function asFailure(id: HardwareId, error: unknown): ButtplugError {
  return isButtplugError(error) ? error : connectFailed(id, troubleOf(error), error);
}

/** Devices of one's own making rarely have an IPv6 address. */
async function resolveHost(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true, order: "ipv4first" });
  return found.map(({ address }) => address);
}

function unusable(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `${argument}: ${text}`, { details: { argument } });
}
