import { Message, type MessageBus, sessionBus, type Variant } from "dbus-next";
import { ExportedObjects } from "./exported-objects.js";
import { FakeAdapter, type FakeAdapterOptions } from "./fake-adapter.js";
import type { FakePeripheral, PeripheralOptions } from "./fake-peripheral.js";

export interface FakeBluezPeripheralOptions extends PeripheralOptions {
  /** Default: the first adapter. */
  readonly adapter?: string;
}

/** A bluetoothd of our own: the service org.bluez on a bus, with radio adapters and devices as tests want them. */
export class FakeBluez implements AsyncDisposable {
  readonly address: string;
  readonly objects: ExportedObjects = new ExportedObjects();
  readonly adapters = new Map<string, FakeAdapter>();
  #bus: MessageBus | undefined;

  private constructor(address: string) {
    this.address = address;
  }

  /** Starts the service without adapters. `address`: of the bus. */
  static async start(address: string): Promise<FakeBluez> {
    const bluez = new FakeBluez(address);
    await bluez.startService();
    return bluez;
  }

  /** As `systemctl start bluetooth`: the adapters are those of before, their devices are forgotten. */
  async startService(): Promise<void> {
    const bus = sessionBus({ busAddress: this.address });
    bus.on("error", () => {});
    this.#bus = bus;
    this.objects.attach(bus);
    this.objects.add("/org/bluez", { "org.bluez.AgentManager1": { properties: {}, methods: {} } });
    for (const adapter of this.adapters.values()) adapter.plugIn();
    await watchLeavers(bus, (sender) => {
      for (const adapter of this.adapters.values()) adapter.clientLeft(sender);
    });
    await bus.requestName("org.bluez", 0);
  }

  /** As `systemctl stop bluetooth`, or a crash of bluetoothd. Settles when the bus knows. */
  async stopService(): Promise<void> {
    const bus = this.#bus;
    this.#bus = undefined;
    for (const adapter of this.adapters.values()) adapter.unplug();
    this.objects.detach();
    if (!bus) return;
    // Never answered if the bus is gone.
    const isGone = new Promise((resolve) => bus.once("error", resolve));
    await Promise.race([isGone, bus.releaseName("org.bluez").catch(() => {})]);
    bus.disconnect();
  }

  addAdapter(options: FakeAdapterOptions = {}): FakeAdapter {
    const id = options.id ?? `hci${this.adapters.size}`;
    const adapter = new FakeAdapter(this.objects, { ...options, id });
    this.adapters.set(id, adapter);
    if (this.#bus) adapter.plugIn();
    return adapter;
  }

  removeAdapter(id = "hci0"): void {
    this.adapter(id).unplug();
    this.adapters.delete(id);
  }

  setPowered(isPowered: boolean, id = "hci0"): void {
    this.adapter(id).setPowered(isPowered);
  }

  /** A device in range that advertises. */
  addPeripheral({ adapter, ...options }: FakeBluezPeripheralOptions): FakePeripheral {
    return this.adapter(adapter ?? [...this.adapters.keys()][0] ?? "hci0").addPeripheral(options);
  }

  adapter(id: string): FakeAdapter {
    const adapter = this.adapters.get(id);
    if (!adapter) throw new TypeError(`no adapter ${id}`);
    return adapter;
  }

  /** bluetoothd answers nothing any more. */
  hang(): void {
    this.objects.hang();
  }

  /** Settles when a connection other than this one left the bus. */
  clientGone(): Promise<void> {
    return new Promise((resolve) => {
      this.#bus?.on("message", ({ member, body: [name, , owner] }) => {
        if (member === "NameOwnerChanged" && owner === "" && name.startsWith(":")) resolve();
      });
    });
  }

  /** How many match rules a connection of the bus has: what a client that forgets to remove them runs out of. */
  async matchRules(uniqueName: string): Promise<number> {
    const stats = await this.#bus?.call(
      new Message({
        destination: "org.freedesktop.DBus",
        path: "/org/freedesktop/DBus",
        interface: "org.freedesktop.DBus.Debug.Stats",
        member: "GetConnectionStats",
        signature: "s",
        body: [uniqueName],
      }),
    );
    const { MatchRules } = (stats?.body[0] ?? {}) as Record<string, Variant<number>>;
    return MatchRules?.value ?? Number.NaN;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopService();
  }
}

/** bluetoothd ends the discovery and the notifications of a client that left the bus. */
async function watchLeavers(bus: MessageBus, onLeft: (sender: string) => void): Promise<void> {
  bus.on("message", ({ member, body: [name, , owner] }) => {
    if (member === "NameOwnerChanged" && owner === "") onLeft(name);
  });
  const rule = "type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged'";
  await bus.call(
    new Message({
      destination: "org.freedesktop.DBus",
      path: "/org/freedesktop/DBus",
      interface: "org.freedesktop.DBus",
      member: "AddMatch",
      signature: "s",
      body: [rule],
    }),
  );
}
