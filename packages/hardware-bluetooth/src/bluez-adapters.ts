import { type ButtplugError, type Clock, onAbort, sleep, systemClock, withTimeLimit } from "@buttplug-ts/core";
import type { Availability } from "@buttplug-ts/hardware";
import { unavailable } from "@buttplug-ts/hardware-kit";
import { adviceForAdapter, adviceForError, readRfkill } from "./bluez-advice.js";
import { type BusSignal, busDaemon, SystemBus } from "./system-bus.js";

export interface BluezAdapter {
  /** Such as `hci0`. */
  readonly id: string;
  readonly path: string;
  readonly address: string;
  readonly name: string;
  readonly isPowered: boolean;
  /** Absent where BlueZ does not tell. */
  readonly isLowEnergyCapable?: boolean;
}

export interface BluezState {
  readonly adapters: readonly BluezAdapter[];
  /** The one to use. */
  readonly adapter?: BluezAdapter;
  readonly availability: Availability;
}

export interface BluezOptions {
  /** Id or address of the adapter to use. Default: the first that is switched on. */
  readonly adapter?: string;
  /** How long the message bus or bluetoothd may take to answer. Default: 3,000. */
  readonly limitMs?: number;
  /** When what failed is tried again. Default: 2,000. */
  readonly retryMs?: number;
  readonly clock?: Clock;
  /** Of the message bus. Default: the system's. */
  readonly address?: string;
  /** Where the kernel tells of radio switches. Default: `/sys`. */
  readonly sysfs?: string;
}

export interface BluezWatch {
  readonly state: BluezState;
  /** Settles when the state is known for the first time. Never rejects. */
  readonly ready: Promise<void>;
  /** Ends the watch and its connection. Idempotent. */
  close(): void;
}

const unknownYet: BluezState = {
  adapters: [],
  availability: { usable: false, why: "Bluetooth is still being looked for: wait a moment." },
};
const adapterInterface = "org.bluez.Adapter1";
const rules = [
  `type='signal',sender='${busDaemon}',member='NameOwnerChanged',arg0='org.bluez'`,
  "type='signal',sender='org.bluez',interface='org.freedesktop.DBus.ObjectManager'",
  `type='signal',sender='org.bluez',member='PropertiesChanged',arg0='${adapterInterface}'`,
];

/** What adapters BlueZ has now, and whether they can be used. Never rejects. */
export async function listBluezAdapters(options: BluezOptions = {}): Promise<BluezState> {
  const watch = watchBluez({ ...options, onChange: () => {} });
  await watch.ready;
  watch.close();
  return watch.state;
}

/** Watches the message bus, bluetoothd, its adapters and their switches, through failures and restarts, until it is closed. */
export function watchBluez(options: BluezOptions & { readonly onChange: (state: BluezState) => void }): BluezWatch {
  return new Watch(options);
}

class Watch implements BluezWatch {
  readonly ready: Promise<void>;
  state: BluezState = unknownYet;
  readonly #options: BluezOptions & { readonly onChange: (state: BluezState) => void };
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  #isReady: () => void = () => {};

  constructor(options: BluezOptions & { readonly onChange: (state: BluezState) => void }) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.ready = new Promise((resolve) => {
      this.#isReady = resolve;
    });
    void this.#run();
  }

  close(): void {
    this.#closing.abort();
    this.#isReady();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#follow().catch((error: unknown) => this.#set([], adviceForError(error)));
      await this.#pause(signal);
    }
  }

  /** One connection to the message bus, until it ends. */
  async #follow(): Promise<void> {
    const ended = new AbortController();
    let news = new AbortController();
    const { address, limitMs } = this.#options;
    const bus = await SystemBus.open({
      clock: this.#clock,
      signal: this.#closing.signal,
      onSignal: (signal) => {
        if (concernsAdapters(signal)) news.abort();
      },
      onLost: () => ended.abort(),
      ...(address === undefined ? {} : { address }),
      ...(limitMs === undefined ? {} : { limitMs }),
    });
    const unlisten = onAbort(this.#closing.signal, () => bus.close());
    try {
      await Promise.all(rules.map((rule) => bus.ask("AddMatch", rule)));
      while (!ended.signal.aborted) {
        news = new AbortController();
        const hasFailed = await this.#look(bus, ended.signal);
        const either = AbortSignal.any([news.signal, ended.signal]);
        await (hasFailed ? this.#pause(either) : aborted(either));
      }
    } finally {
      unlisten();
      bus.close();
    }
  }

  async #look(bus: SystemBus, signal: AbortSignal): Promise<boolean> {
    const { adapter: wanted, limitMs = 3_000, sysfs = "/sys" } = this.#options;
    try {
      const objects = await withTimeLimit(this.#clock, limitMs, signal, silent, () =>
        bus.call({
          destination: "org.bluez",
          path: "/",
          interface: "org.freedesktop.DBus.ObjectManager",
          member: "GetManagedObjects",
        }),
      );
      const adapters = adaptersIn(objects[0]);
      const named = adapters.find(({ id, address }) => id === wanted || address === wanted);
      const adapter = wanted === undefined ? (adapters.find((each) => each.isPowered) ?? adapters[0]) : named;
      const why = adviceForAdapter({ adapter, adapters, wanted, switches: await readRfkill(sysfs) });
      this.#set(adapters, why, adapter);
      return false;
    } catch (error) {
      if (!signal.aborted) this.#set([], adviceForError(error));
      return true;
    }
  }

  #set(adapters: readonly BluezAdapter[], why: string | undefined, adapter?: BluezAdapter): void {
    if (this.#closing.signal.aborted) return;
    const availability: Availability = why === undefined ? { usable: true } : { usable: false, why };
    const state: BluezState = { adapters, availability, ...(adapter ? { adapter } : {}) };
    const isNews = JSON.stringify(state) !== JSON.stringify(this.state);
    this.state = state;
    this.#isReady();
    if (isNews) this.#options.onChange(state);
  }

  #pause(signal: AbortSignal): Promise<void> {
    return sleep(this.#clock, this.#options.retryMs ?? 2_000, signal).catch(() => {});
  }
}

function concernsAdapters({ member, body: [first, second] }: BusSignal): boolean {
  if (member === "PropertiesChanged") return ["Powered", "Alias"].some((key) => key in (second as object));
  return member === "NameOwnerChanged" || /^\/org\/bluez\/[^/]+$/.test(String(first));
}

function adaptersIn(objects: unknown): BluezAdapter[] {
  const adapters: BluezAdapter[] = [];
  for (const [path, interfaces] of Object.entries(objects as Record<string, Record<string, unknown>>)) {
    const properties = interfaces[adapterInterface] as Record<string, { readonly value: unknown }> | undefined;
    if (!properties) continue;
    const { Address, Alias, Name, Powered, Roles } = properties;
    adapters.push({
      id: path.slice(path.lastIndexOf("/") + 1),
      path,
      address: String(Address?.value ?? ""),
      name: String((Alias ?? Name)?.value ?? ""),
      isPowered: Powered?.value === true,
      ...(Array.isArray(Roles?.value) ? { isLowEnergyCapable: Roles.value.includes("central") } : {}),
    });
  }
  return adapters.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

function silent(): ButtplugError {
  return unavailable(
    "bluetooth",
    "The Bluetooth service (bluetoothd) does not answer: restart it with sudo systemctl restart bluetooth.",
  );
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    onAbort(signal, resolve);
  });
}
