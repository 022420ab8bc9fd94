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
import {
  Arrivals,
  connectFailed,
  fitPlan,
  HardwareConnection,
  OpenConnections,
  unavailable,
} from "@buttplug-ts/hardware-kit";
import { MissedDevices } from "./missed-devices.js";
import { type NetworkAddress, parseAddress } from "./network-address.js";
import { type NetworkLink, openLink } from "./network-link.js";
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

const lookMs = 10_000;
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
  readonly #arrivals = new Arrivals();
  readonly #missed: MissedDevices;

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
    this.#missed = new MissedDevices({
      clock: this.#o.clock,
      lookMs,
      signal: this.#connections.signal,
      isThere: (id) => this.#isThere(id),
      onFound: (id) => this.#arrivals.tell(this.#advertisementOf(id)),
    });
    this.#availability = new ObservableValue<Availability>(
      devices.length > 0 ? { usable: true } : { usable: false, why: noDevices },
    );
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  /** Reports devices that were lost while in use, once they are there again: they may have run on. Others need a scan. */
  watch(arrivals: (advertisement: Advertisement) => void, { signal }: { readonly signal: AbortSignal }): void {
    if (!this.#connections.disposed) this.#arrivals.add(arrivals, signal, async () => []);
  }

  /** All devices that were named and are not connected; whether they are there shows when they are opened. */
  async *scan(_filters: ScanFilters, { signal }: { readonly signal: AbortSignal }): AsyncGenerator<Advertisement> {
    const { value } = this.#availability;
    if (!value.usable) throw unavailable(this.name, value.why);
    for (const id of this.#devices.keys()) {
      if (signal.aborted) return;
      if (!this.#connections.has(id)) yield this.#advertisementOf(id);
    }
  }

  open(
    id: HardwareId,
    plans: readonly EndpointPlan[],
    { signal }: { readonly signal: AbortSignal },
  ): Promise<Hardware> {
    return this.#connections.open(id, signal, async (limited) => {
      const device = this.#devices.get(id);
      if (device === undefined) throw connectFailed(id, "it is not among the network devices that were named");
      const plan = fitPlan(plans, "network");
      if (plan === undefined) throw connectFailed(id, "none of the protocols tried is one for network devices");
      return this.#connection(device, plan, await this.#linkTo(device, limited));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#availability.set({ usable: false, why: shutDown });
    this.#arrivals.clear();
    await this.#connections.close();
  }

  #advertisementOf(id: HardwareId): Advertisement {
    return { kind: "network", id, name: this.#devices.get(id)?.name ?? id };
  }

  #connection({ address, answers = true }: Known, plan: EndpointPlan, link: NetworkLink): HardwareConnection {
    const { text: id, transport } = address;
    this.#missed.delete(id);
    const connection = new HardwareConnection({ id, plan, endpoints: ["tx", "rx"], link, clock: this.#o.clock });
    void link.ended.then(({ reason, by }) => connection.lost(reason, by === "remote" ? "remote" : "failure"));
    // Whether one that says nothing is there again cannot be found out.
    const canBeFound = answers || transport === "tcp";
    void connection.closed.then(({ by }) => {
      if (canBeFound && (by !== "local" || link.isUnsure)) this.#missed.add(id);
    });
    return connection;
  }

  async #isThere(id: HardwareId): Promise<boolean> {
    const device = this.#devices.get(id);
    if (device === undefined || this.#connections.has(id)) return false;
    try {
      await (await this.#linkTo(device, this.#connections.signal)).close();
      return true;
    } catch {
      return false;
    }
  }

  #linkTo(device: Known, signal: AbortSignal): Promise<NetworkLink> {
    const { clock, connectLimitMs } = this.#o;
    const tooLate = () => connectFailed(device.address.text, `it took longer than ${connectLimitMs} ms`);
    return withTimeLimit(clock, connectLimitMs, signal, tooLate, (inTime) => this.#tryAll(device, inTime));
  }

  /** A name may stand for several addresses, not all of which need to lead to the device. */
  async #tryAll(device: Known, signal: AbortSignal): Promise<NetworkLink> {
    const { host, text } = device.address;
    let failure = connectFailed(text, "the network knows no such name");
    for (const ip of await this.#addressesOf(host, text)) {
      try {
        return await this.#linkAt(ip, device, signal);
      } catch (error) {
        if (signal.aborted) throw abortedError(signal);
        failure = asFailure(text, error);
      }
    }
    throw failure;
  }

  async #linkAt(ip: string, { address, answers = true }: Known, signal: AbortSignal): Promise<NetworkLink> {
    const { clock, silenceLimitMs } = this.#o;
    const link = await openLink({ address, ip, answers, silenceLimitMs, clock, signal });
    if (!signal.aborted) return link;
    await link.close();
    throw abortedError(signal);
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
