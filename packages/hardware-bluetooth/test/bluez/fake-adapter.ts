import { Variant } from "dbus-next";
import { BluezError, type ExportedObjects } from "./exported-objects.js";
import { FakePeripheral, type PeripheralOptions } from "./fake-peripheral.js";

export interface FakeAdapterOptions {
  /** Default: hci0, hci1 … */
  readonly id?: string;
  readonly address?: string;
  readonly name?: string;
  /** Default: true. */
  readonly powered?: boolean;
  /** Default: central and peripheral, as adapters with Bluetooth Low Energy have them. */
  readonly roles?: readonly string[];
}

export const adapterInterface = "org.bluez.Adapter1";

/** A radio adapter: switched on and off, unplugged, and discovering as long as a client wants it. */
export class FakeAdapter {
  readonly id: string;
  readonly path: string;
  readonly peripherals: FakePeripheral[] = [];
  readonly #objects: ExportedObjects;
  readonly #address: string;
  readonly #name: string;
  readonly #roles: readonly string[];
  /** Who discovers, and with which filter. */
  readonly #sessions = new Map<string, Record<string, Variant>>();
  readonly #filters = new Map<string, Record<string, Variant>>();
  #isPowered: boolean;
  #refuseDiscovery = 0;
  #isDiscoveryHeld = false;
  #refuseStop = 0;

  constructor(
    objects: ExportedObjects,
    {
      id = "hci0",
      address = "00:1A:7D:DA:71:13",
      name = "bench",
      powered = true,
      roles = ["central", "peripheral"],
    }: FakeAdapterOptions,
  ) {
    this.#objects = objects;
    this.id = id;
    this.path = `/org/bluez/${id}`;
    this.#address = address;
    this.#name = name;
    this.#roles = roles;
    this.#isPowered = powered;
  }

  get isPowered(): boolean {
    return this.#isPowered;
  }

  get isDiscovering(): boolean {
    return this.#sessions.size > 0;
  }

  /** The filters of those who discover. */
  get filters(): readonly Record<string, Variant>[] {
    return [...this.#sessions.values()];
  }

  plugIn(): void {
    this.#objects.add(this.path, {
      [adapterInterface]: {
        properties: {
          Address: new Variant("s", this.#address),
          AddressType: new Variant("s", "public"),
          Name: new Variant("s", this.#name),
          Alias: new Variant("s", this.#name),
          Powered: new Variant("b", this.#isPowered),
          Discovering: new Variant("b", false),
          Roles: new Variant("as", [...this.#roles]),
        },
        methods: {
          SetDiscoveryFilter: { takes: "a{sv}", call: ([filter], sender) => this.#setFilter(filter, sender) },
          StartDiscovery: { call: (_, sender) => this.#startDiscovery(sender) },
          StopDiscovery: { call: (_, sender) => this.#stopDiscovery(sender) },
          RemoveDevice: { takes: "o", call: ([path]) => this.#removeDevice(path) },
        },
      },
    });
    for (const peripheral of this.peripherals) peripheral.adapterCame();
  }

  /** All its devices go with it. */
  unplug(): void {
    this.#sessions.clear();
    for (const peripheral of this.peripherals) peripheral.forget();
    this.#objects.remove(this.path);
  }

  setPowered(isPowered: boolean): void {
    this.#isPowered = isPowered;
    if (!isPowered) {
      for (const peripheral of this.peripherals) peripheral.radioOff();
      this.#endDiscovery();
    }
    this.#objects.change(this.path, adapterInterface, { Powered: new Variant("b", isPowered) });
  }

  addPeripheral(options: PeripheralOptions): FakePeripheral {
    const peripheral = new FakePeripheral(this.#objects, this, options);
    this.peripherals.push(peripheral);
    if (this.#objects.has(this.path)) peripheral.adapterCame();
    return peripheral;
  }

  /** The next `count` calls of StartDiscovery fail. */
  failDiscovery(count = 1): void {
    this.#refuseDiscovery = count;
  }

  /** From now on StartDiscovery is not answered, although the adapter begins; until it is called with `false`. */
  holdDiscovery(isHeld = true): void {
    this.#isDiscoveryHeld = isHeld;
  }

  /** The next `count` calls of StopDiscovery are refused, because a call before is not done. */
  refuseStop(count: number): void {
    this.#refuseStop = count;
  }

  clientLeft(sender: string): void {
    this.#filters.delete(sender);
    if (this.#sessions.delete(sender) && !this.isDiscovering) this.#endDiscovery();
    for (const peripheral of this.peripherals) peripheral.clientLeft(sender);
  }

  requirePower(): void {
    if (!this.#isPowered) throw new BluezError("NotReady", "Resource Not Ready");
  }

  #setFilter(filter: unknown, sender: string): void {
    this.requirePower();
    this.#filters.set(sender, filter as Record<string, Variant>);
    if (this.#sessions.has(sender)) this.#sessions.set(sender, filter as Record<string, Variant>);
  }

  #startDiscovery(sender: string): Promise<void> | undefined {
    this.requirePower();
    if (this.#sessions.has(sender)) throw new BluezError("InProgress", "Operation already in progress");
    if (this.#refuseDiscovery > 0) {
      this.#refuseDiscovery -= 1;
      throw new BluezError("Failed", "Input/output error");
    }
    this.#sessions.set(sender, this.#filters.get(sender) ?? {});
    this.#objects.change(this.path, adapterInterface, { Discovering: new Variant("b", true) });
    for (const peripheral of this.peripherals) peripheral.advertise();
    return this.#isDiscoveryHeld ? new Promise(() => {}) : undefined;
  }

  #stopDiscovery(sender: string): void {
    this.requirePower();
    if (this.#refuseStop > 0) {
      this.#refuseStop -= 1;
      throw new BluezError("InProgress", "Operation already in progress");
    }
    if (!this.#sessions.delete(sender)) throw new BluezError("Failed", "No discovery started");
    if (!this.isDiscovering) this.#endDiscovery();
  }

  #endDiscovery(): void {
    this.#sessions.clear();
    if (this.#objects.value(this.path, adapterInterface, "Discovering") !== true) return;
    for (const peripheral of this.peripherals) peripheral.discoveryEnded();
    this.#objects.change(this.path, adapterInterface, { Discovering: new Variant("b", false) });
  }

  #removeDevice(path: unknown): void {
    const peripheral = this.peripherals.find((each) => each.path === path);
    if (!peripheral || !this.#objects.has(peripheral.path)) throw new BluezError("DoesNotExist", "Does Not Exist");
    peripheral.forget();
  }
}
