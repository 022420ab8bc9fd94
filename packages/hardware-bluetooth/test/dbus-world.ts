import { spawnSync } from "node:child_process";
import type { Advertisement, EndpointPlan, ScanFilters } from "@buttplug-ts/core";
import type { Hardware, HardwareManager } from "@buttplug-ts/hardware";
import type { FarDevice, HardwareManagerWorld } from "@buttplug-ts/testing/compliance";
import { BluetoothHardwareManager, type BluetoothOptions } from "../src/index.js";
import { type DbusDaemon, startDbusDaemon } from "./bluez/dbus-daemon.js";
import { FakeBluez } from "./bluez/fake-bluez.js";
import type { FakePeripheral } from "./bluez/fake-peripheral.js";

/** Where there is none, tests on a message bus are skipped; in CI they fail. */
export const hasDbus: boolean = spawnSync("dbus-daemon", ["--version"]).status === 0 || process.env["CI"] !== undefined;

export const service = "0000fff0-0000-1000-8000-00805f9b34fb";
export const tx = "0000fff2-0000-1000-8000-00805f9b34fb";
export const rx = "0000fff1-0000-1000-8000-00805f9b34fb";
export const battery = "00002a19-0000-1000-8000-00805f9b34fb";
const batteryService = "0000180f-0000-1000-8000-00805f9b34fb";

export const toyPlan: EndpointPlan = {
  kind: "bluetooth",
  protocol: "toy",
  services: { [service]: { tx, rx }, [batteryService]: { rxblebattery: battery } },
};

/** A message bus with a bluetoothd, an adapter and devices. */
export interface DbusWorld extends AsyncDisposable {
  readonly daemon: DbusDaemon;
  readonly bluez: FakeBluez;
  readonly manager: BluetoothHardwareManager;
  readonly toy: FakePeripheral;
  readonly other: FakePeripheral;
}

export async function openDbusWorld(options: BluetoothOptions = {}): Promise<DbusWorld> {
  const daemon = await startDbusDaemon();
  const bluez = await FakeBluez.start(daemon.address);
  bluez.addAdapter();
  const [toy, other] = [addToy(bluez, "AA:BB:CC:DD:EE:01"), addToy(bluez, "AA:BB:CC:DD:EE:02")];
  process.env["DBUS_SYSTEM_BUS_ADDRESS"] = daemon.address;
  const manager = new BluetoothHardwareManager(options);
  return {
    daemon,
    bluez,
    manager,
    toy,
    other,
    async [Symbol.asyncDispose]() {
      await manager[Symbol.asyncDispose]();
      await bluez[Symbol.asyncDispose]();
      await daemon[Symbol.asyncDispose]();
    },
  };
}

export function addToy(bluez: FakeBluez, address: string): FakePeripheral {
  return bluez.addPeripheral({
    address,
    name: `Toy ${address.slice(-2)}`,
    services: {
      [service]: { [tx]: { flags: ["write", "write-without-response"] }, [rx]: { flags: ["notify"] } },
      [batteryService]: { [battery]: { flags: ["read"], value: Uint8Array.of(77) } },
    },
  });
}

export function complianceWorld(world: DbusWorld, bus: NonNullable<HardwareManagerWorld["bus"]>): HardwareManagerWorld {
  const { manager, toy, other } = world;
  return { manager, device: far(toy), other: far(other), bus, cleanup: async () => world[Symbol.asyncDispose]() };
}

function far(toy: FakePeripheral): FarDevice {
  return {
    isMeant: ({ id }) => id === toy.address,
    plan: toyPlan,
    tx: "tx",
    received: (count) => toy.received(count),
    sends: { endpoint: "rx", send: async (data) => toy.notify(rx, data) },
    reads: { endpoint: "rxblebattery", value: Uint8Array.of(77) },
    vanish: async () => toy.vanish(),
    appear: async () => toy.appear(),
    stall: async () => toy.stallConnect(),
  };
}

export const { signal: notAborted }: AbortController = new AbortController();

/** Opens a device without a scan. */
export function openToy({ manager }: DbusWorld, toy: FakePeripheral): Promise<Hardware> {
  return manager.open(toy.address, [toyPlan], { signal: notAborted });
}

/** What a scan reports, until it is ended or ends. */
export class Scan {
  readonly seen: Advertisement[] = [];
  readonly ended: Promise<unknown>;
  readonly #end = new AbortController();
  #wake: () => void = () => {};

  constructor(manager: HardwareManager, filters: ScanFilters = anything) {
    this.ended = this.#run(manager, filters).catch((error: unknown) => error);
  }

  /** Settles with the first report of that kind, also if it came before. */
  async report(isMeant: (seen: Advertisement) => boolean): Promise<Advertisement> {
    for (;;) {
      const found = this.seen.find(isMeant);
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async end(): Promise<unknown> {
    this.#end.abort();
    return this.ended;
  }

  async #run(manager: HardwareManager, filters: ScanFilters): Promise<void> {
    for await (const each of manager.scan(filters, { signal: this.#end.signal })) {
      this.seen.push(each);
      this.#wake();
    }
  }
}

export const anything: ScanFilters = {
  bluetooth: { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] },
};

/** Settles once `isSo`, which is looked at between the messages of the bus. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
