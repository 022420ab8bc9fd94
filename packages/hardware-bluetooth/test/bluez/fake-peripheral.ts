import { onAbort, sleep, systemClock } from "@buttplug-ts/core";
import { Variant } from "dbus-next";
import { BluezError, type ExportedObjects } from "./exported-objects.js";
import type { FakeAdapter } from "./fake-adapter.js";
import { type CharacteristicOptions, FakeCharacteristic, type FakeWrite } from "./fake-characteristic.js";

export interface PeripheralOptions {
  /** Such as AA:BB:CC:DD:EE:01. */
  readonly address: string;
  /** Default: none, as with devices that do not advertise one. */
  readonly name?: string;
  /** Service → characteristic → what it can. Full UUIDs. */
  readonly services?: Readonly<Record<string, Readonly<Record<string, CharacteristicOptions>>>>;
  /** Default: all of `services`. */
  readonly advertisedServices?: readonly string[];
  /** Company → bytes. */
  readonly manufacturerData?: Readonly<Record<number, Uint8Array>>;
  /** In dBm. Default: -60. */
  readonly rssi?: number;
  /** Default: true. */
  readonly inRange?: boolean;
  /** The operating system holds a connection to it already, with its services. Default: false. */
  readonly connectedByOs?: boolean;
  /**
   * Its advertisements lack the flag that says that it has no Bluetooth Classic, so Connect tries that. `experimental`: there
   * is the interface that does not. Default: neither.
   */
  readonly classic?: "plain" | "experimental";
  /** bluetoothd keeps the battery service to itself, as BlueZ 5.48 to 5.55 do, and tells this percentage. Default: it does not. */
  readonly claimedBattery?: number;
}

export type Advertised = Pick<PeripheralOptions, "name" | "advertisedServices" | "manufacturerData" | "rssi">;

const batteryInterface = "org.bluez.Battery1";
const batteryService = "0000180f-0000-1000-8000-00805f9b34fb";
export const deviceInterface = "org.bluez.Device1";
const connectMs = 4;
const discoverMs = 4;
const abortedMs = 500;
const batteryMs = 20;
/** The kernel tries for 20 s or more. */
const outOfRangeMs = 150;

/** A device, as bluetoothd shows it and as its maker built it. */
export class FakePeripheral {
  readonly path: string;
  readonly address: string;
  /** What reached the device, in order. */
  readonly writes: FakeWrite[] = [];
  /** Connections that came about. */
  connects = 0;
  readonly #objects: ExportedObjects;
  readonly #adapter: FakeAdapter;
  readonly #services: NonNullable<PeripheralOptions["services"]>;
  readonly #characteristics: FakeCharacteristic[] = [];
  #advertised: Advertised;
  #isInRange: boolean;
  #byOs: boolean;
  #link: AbortController | undefined;
  #attempt: AbortController | undefined;
  #isStalled = false;
  #failConnects = 0;
  #abortConnects = 0;
  #refusals: BluezError[] = [];
  #mayDisconnect: Promise<void> = Promise.resolve();
  #isDisconnecting = false;
  readonly #classic: PeripheralOptions["classic"];
  readonly #claimedBattery: number | undefined;
  #dropDuringDiscovery = 0;
  #wake: () => void = () => {};
  #taken = 0;

  constructor(objects: ExportedObjects, adapter: FakeAdapter, options: PeripheralOptions) {
    this.#objects = objects;
    this.#adapter = adapter;
    this.address = options.address;
    this.path = `${adapter.path}/dev_${options.address.replaceAll(":", "_")}`;
    this.#services = options.services ?? {};
    this.#advertised = { advertisedServices: Object.keys(this.#services), ...options };
    this.#isInRange = options.inRange ?? true;
    this.#byOs = options.connectedByOs ?? false;
    this.#classic = options.classic;
    this.#claimedBattery = options.claimedBattery;
    this.#makeCharacteristics();
  }

  get isConnected(): boolean {
    return this.#link !== undefined;
  }

  get isConnecting(): boolean {
    return this.#attempt !== undefined;
  }

  /** Whether it was asked to disconnect, and has not yet. */
  get isDisconnecting(): boolean {
    return this.#isDisconnecting;
  }

  /** Whether a characteristic waits for the device's answer. */
  get isBusy(): boolean {
    return this.#characteristics.some((each) => each.isBusy);
  }

  /** Comes into range and advertises. */
  appear(): void {
    this.#isInRange = true;
    this.#isStalled = false;
    this.advertise();
  }

  /** Goes without a word, in whatever it is just doing. `leavesCallsOpen`: bluetoothd never answers what was under way. */
  vanish({ leavesCallsOpen = false } = {}): void {
    this.#isInRange = false;
    this.#isStalled = false;
    this.#attempt?.abort(abortedByLocal());
    this.#lose({ leavesCallsOpen });
  }

  /** Drops the connection and stays in range. */
  dropLink(): void {
    this.#lose({});
  }

  /** bluetoothd forgets it, as it does with unpaired devices some time after they were seen last. */
  forget(): void {
    this.#attempt?.abort(abortedByLocal());
    this.#lose({});
    this.#objects.remove(this.path);
  }

  /** Connections begin and do not end, until it vanishes or appears. */
  stallConnect(): void {
    this.#isStalled = true;
  }

  /** The next `count` connections fail. */
  failConnect(count = 1): void {
    this.#failConnects = count;
  }

  /** The next `count` connections are cut off at once: Connect fails, and the device counts as connected for half a second more. */
  abortConnect(count = 1): void {
    this.#abortConnects = count;
  }

  /** The next `count` calls of Connect are answered with this error. */
  refuseConnect(count: number, name: string, text: string): void {
    this.#refusals = Array.from({ length: count }, () => new BluezError(name, text));
  }

  /** What bluetoothd says of the battery that it keeps to itself. */
  tellBattery(percent: number): void {
    this.#objects.change(this.path, batteryInterface, { Percentage: new Variant("y", percent) });
  }

  /** Disconnect leaves the link up, as bluetoothd does for two seconds, until the returned function is called. */
  holdDisconnect(): () => void {
    let release = () => {};
    this.#mayDisconnect = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** The next `count` connections are lost before the services are known. */
  dropDuringDiscovery(count = 1): void {
    this.#dropDuringDiscovery = count;
  }

  /** The next `count` writes fail. */
  failWrites(count: number = Number.POSITIVE_INFINITY): void {
    for (const each of this.#characteristics) each.failWrites(count);
  }

  /** Writes are not answered until the link is lost. */
  stallWrites(): void {
    for (const each of this.#characteristics) each.stallWrites();
  }

  /** Sends a notification. */
  notify(uuid: string, data: Uint8Array): void {
    this.#characteristic(uuid).notify(data);
  }

  /** Sets what a characteristic reads as. */
  setValue(uuid: string, data: Uint8Array): void {
    this.#characteristic(uuid).value = data;
  }

  isNotifying(uuid: string): boolean {
    return this.#characteristic(uuid).isNotifying;
  }

  /** Sends an advertisement, with other contents if they are given. Seen while the adapter discovers. */
  advertise(changes: Advertised = {}): void {
    this.#advertised = { ...this.#advertised, ...changes };
    if (!this.#isInRange || !this.#adapter.isPowered || !this.#adapter.isDiscovering) return;
    if (!this.#objects.has(this.path)) return this.#export(this.#seen());
    const seen = Object.entries(this.#seen()).filter(
      ([key, value]) => key === "RSSI" || JSON.stringify(value.value) !== JSON.stringify(this.#property(key)),
    );
    this.#objects.change(this.path, deviceInterface, Object.fromEntries(seen));
  }

  /** All bytes that were written since the last call, once they are `count` or more. */
  async received(count: number): Promise<Uint8Array> {
    const bytes = () => this.writes.slice(this.#taken).flatMap(({ data }) => [...data]);
    while (bytes().length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const all = Uint8Array.from(bytes());
    this.#taken = this.writes.length;
    return all;
  }

  adapterCame(): void {
    if (this.#byOs) {
      this.#byOs = false;
      this.#export({ ...this.#seen(), Connected: new Variant("b", true), ServicesResolved: new Variant("b", true) });
      this.#objects.change(this.path, deviceInterface, { RSSI: undefined });
      this.#link = new AbortController();
      this.#exportServices();
    } else this.advertise();
  }

  radioOff(): void {
    this.#attempt?.abort(new BluezError("Failed", "le-connection-abort-by-local"));
    this.#lose({});
  }

  discoveryEnded(): void {
    this.#objects.change(this.path, deviceInterface, { RSSI: undefined });
  }

  clientLeft(sender: string): void {
    for (const each of this.#characteristics) each.clientLeft(sender);
  }

  #export(seen: Record<string, Variant>): void {
    this.#objects.add(this.path, {
      [deviceInterface]: {
        properties: {
          Address: new Variant("s", this.address),
          AddressType: new Variant("s", "random"),
          Alias: new Variant("s", this.address.replaceAll(":", "-")),
          Adapter: new Variant("o", this.#adapter.path),
          Paired: new Variant("b", false),
          Bonded: new Variant("b", false),
          Trusted: new Variant("b", false),
          Blocked: new Variant("b", false),
          LegacyPairing: new Variant("b", false),
          Connected: new Variant("b", false),
          ServicesResolved: new Variant("b", false),
          UUIDs: new Variant("as", []),
          ...seen,
        },
        methods: { Connect: { call: () => this.#connectAny() }, Disconnect: { call: () => this.#disconnect() } },
      },
    });
    if (this.#classic !== "experimental") return;
    const methods = { Connect: { call: () => this.#connect() } };
    this.#objects.addInterface(this.path, "org.bluez.Bearer.LE1", { properties: {}, methods });
  }

  #seen(): Record<string, Variant> {
    const { name, advertisedServices = [], manufacturerData, rssi = -60 } = this.#advertised;
    const companies = Object.entries(manufacturerData ?? {});
    const data = Object.fromEntries(companies.map(([id, bytes]) => [id, new Variant("ay", Buffer.from(bytes))]));
    return {
      ...(name === undefined ? {} : { Name: new Variant("s", name), Alias: new Variant("s", name) }),
      ...(advertisedServices.length === 0 ? {} : { UUIDs: new Variant("as", [...advertisedServices]) }),
      ...(companies.length === 0 ? {} : { ManufacturerData: new Variant("a{qv}", data) }),
      RSSI: new Variant("n", rssi),
    };
  }

  #connectAny(): Promise<void> {
    const refusal = this.#refusals.pop();
    if (refusal) throw refusal;
    if (this.#classic === undefined) return this.#connect();
    if (this.#link) throw new BluezError("NotAvailable", "br-connection-profile-unavailable");
    throw new BluezError("Failed", "br-connection-page-timeout");
  }

  async #connect(): Promise<void> {
    this.#adapter.requirePower();
    if (this.#link) return;
    if (this.#attempt) throw new BluezError("InProgress", "In Progress");
    const attempt = new AbortController();
    this.#attempt = attempt;
    try {
      if (this.#isStalled) await aborted(attempt.signal);
      await pause(this.#isInRange ? connectMs : outOfRangeMs, attempt.signal);
      if (!this.#isInRange || this.#failConnects-- > 0) throw abortedByLocal();
    } finally {
      this.#failConnects = Math.max(0, this.#failConnects);
      this.#attempt = undefined;
    }
    this.connects += 1;
    this.#link = new AbortController();
    this.#objects.change(this.path, deviceInterface, { Connected: new Variant("b", true) });
    if (this.#abortConnects > 0) {
      this.#abortConnects -= 1;
      void pause(abortedMs).then(() => this.#lose({}));
      throw abortedByLocal();
    }
    void this.#discover(this.#link.signal);
  }

  async #discover(link: AbortSignal): Promise<void> {
    try {
      await pause(discoverMs, link);
    } catch {
      return;
    }
    if (this.#dropDuringDiscovery > 0) {
      this.#dropDuringDiscovery -= 1;
      return this.#lose({});
    }
    this.#exportServices();
    const all = new Set([...(this.#advertised.advertisedServices ?? []), ...Object.keys(this.#services)]);
    this.#objects.change(this.path, deviceInterface, {
      UUIDs: new Variant("as", [...all]),
      ServicesResolved: new Variant("b", true),
    });
    const level = this.#claimedBattery;
    if (level === undefined) return;
    await pause(batteryMs);
    if (link.aborted) return;
    const properties = { Percentage: new Variant("y", level) };
    this.#objects.addInterface(this.path, batteryInterface, { properties, methods: {} });
  }

  async #disconnect(): Promise<void> {
    if (this.#attempt) return this.#attempt.abort(abortedByLocal());
    if (!this.#link) throw new BluezError("NotConnected", "Not Connected");
    await pause(1);
    this.#isDisconnecting = true;
    await this.#mayDisconnect;
    this.#isDisconnecting = false;
    this.#lose({});
  }

  #lose({ leavesCallsOpen = false }: { leavesCallsOpen?: boolean }): void {
    const link = this.#link;
    this.#link = undefined;
    if (!link) return;
    link.abort(leavesCallsOpen ? undefined : new BluezError("Failed", "Operation failed with ATT error: 0x0e"));
    for (const each of this.#characteristics) each.linkLost();
    this.#objects.removeInterface(this.path, batteryInterface);
    this.#objects.change(this.path, deviceInterface, { ServicesResolved: new Variant("b", false) });
    this.#objects.change(this.path, deviceInterface, { Connected: new Variant("b", false) });
  }

  #makeCharacteristics(): void {
    let handle = 1;
    const path = (kind: string) => `${kind}${(handle++).toString(16).padStart(4, "0")}`;
    for (const [service, characteristics] of Object.entries(this.#services)) {
      const servicePath = `${this.path}/${path("service")}`;
      for (const [uuid, options] of Object.entries(characteristics)) {
        this.#characteristics.push(
          new FakeCharacteristic(this.#objects, {
            ...options,
            uuid,
            service,
            servicePath,
            path: `${servicePath}/${path("char")}`,
            link: () => this.#link?.signal,
            onWrite: (write) => {
              this.writes.push(write);
              this.#wake();
            },
          }),
        );
      }
    }
  }

  #exportServices(): void {
    for (const each of this.#characteristics) {
      if (this.#claimedBattery !== undefined && each.service === batteryService) continue;
      this.#objects.add(each.servicePath, {
        "org.bluez.GattService1": {
          properties: {
            UUID: new Variant("s", each.service),
            Device: new Variant("o", this.path),
            Primary: new Variant("b", true),
            Includes: new Variant("ao", []),
          },
          methods: {},
        },
      });
      each.export();
    }
  }

  #characteristic(uuid: string): FakeCharacteristic {
    const found = this.#characteristics.find((each) => each.uuid === uuid);
    if (!found) throw new TypeError(`no characteristic ${uuid}`);
    return found;
  }

  #property(key: string): unknown {
    return this.#objects.value(this.path, deviceInterface, key);
  }
}

function abortedByLocal(): BluezError {
  return new BluezError("Failed", "le-connection-abort-by-local");
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => onAbort(signal, () => reject(signal.reason)));
}

async function pause(delayMs: number, signal?: AbortSignal): Promise<void> {
  await sleep(systemClock, delayMs, signal).catch(() => {
    throw signal?.reason;
  });
}
