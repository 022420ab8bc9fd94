import {
  type BluetoothAdvertisement,
  type ButtplugError,
  type Clock,
  type HardwareId,
  ObservableValue,
  onAbort,
  sleep,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability } from "@buttplug-ts/hardware";
import { connectFailed, fullUuid, unavailable } from "@buttplug-ts/hardware-kit";
import { addressPattern, type Central } from "./central.js";
import type { NobleApi, NoblePeripheral as NobleDevice } from "./noble-api.js";
import { NoblePeripheral } from "./noble-peripheral.js";
import { availabilityIn } from "./noble-states.js";
import { untilAborted } from "./until-aborted.js";

/** macOS has ids of its own. */
const hidesAddresses = process.platform === "darwin";
const idPattern = hidesAddresses ? /^[\da-f]{32}$/ : addressPattern;
/** When an adapter that has not told its state counts as unusable. */
const stateLimitMs = 5_000;
const scanStartLimitMs = 5_000;
/** A crowded hall has hundreds of devices; what was seen beyond this is forgotten, oldest first. */
const rememberedDevices = 1_000;

/** Bluetooth over noble: its HCI and native back ends. */
export class NobleCentral implements Central {
  readonly availability: ObservableValue<Availability>;
  readonly ready: Promise<void>;
  readonly #noble: NobleApi;
  readonly #clock: Clock;
  readonly #devices = new Map<HardwareId, NobleDevice>();
  readonly #connected = new Set<NoblePeripheral>();
  readonly #reports = new Set<(seen: BluetoothAdvertisement, device: NobleDevice) => void>();
  /** What lets go of a connection that was called off and comes all the same, as Windows cannot call one off. */
  readonly #late = new WeakMap<NobleDevice, (error: unknown) => void>();
  #connecting = 0;
  #isScanning = false;
  /** Aborts whenever the adapter cannot be used any more. */
  #session = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(noble: NobleApi, clock: Clock) {
    this.#noble = noble;
    this.#clock = clock;
    this.availability = new ObservableValue<Availability>(availabilityIn("unknown", process.platform));
    noble.removeAllListeners("warning"); // noble prints them
    noble.on("discover", (device) => this.#discovered(device));
    noble.on("scanStop", () => {
      this.#isScanning = false;
      void this.#settle().catch(() => {});
    });
    const known = new AbortController();
    this.ready = sleep(clock, stateLimitMs, known.signal).catch(() => {});
    noble.on("stateChange", (state) => {
      this.#setState(state);
      if (state !== "unknown") known.abort();
    });
  }

  async scan(report: (seen: BluetoothAdvertisement) => void, signal: AbortSignal): Promise<void> {
    await this.#scanning(report, signal, untilAborted);
  }

  connected(): readonly BluetoothAdvertisement[] {
    return [];
  }

  async connect(id: HardwareId, signal: AbortSignal): Promise<NoblePeripheral> {
    if (!idPattern.test(id)) throw connectFailed(id, "this is no id of a Bluetooth device");
    const device = this.#devices.get(id) ?? (await this.#search(id, signal));
    this.#connecting += 1;
    this.#expect(device);
    const unlisten = onAbort(signal, () => this.#callOff(device));
    try {
      await Promise.race([device.connectAsync(), calledOff(id, signal)]);
    } finally {
      unlisten();
      this.#connecting -= 1;
      void this.#settle().catch(() => {});
    }
    const peripheral = new NoblePeripheral(device);
    this.#connected.add(peripheral);
    void peripheral.gone.then(() => this.#connected.delete(peripheral));
    if (!signal.aborted) return peripheral;
    await peripheral.disconnect();
    throw connectFailed(id, "it was called off");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#adapterLost();
    this.availability.set({ usable: false, why: "Bluetooth was shut down by this program." });
    await tried(() => this.#noble.stop());
  }

  #callOff(device: NobleDevice): void {
    void tried(() => device.cancelConnect());
    const letGo = (error: unknown) => {
      if (!error) device.disconnectAsync().catch(() => {});
    };
    this.#late.set(device, letGo);
    device.once("connect", letGo);
  }

  /** The next connection is wanted. */
  #expect(device: NobleDevice): void {
    const letGo = this.#late.get(device);
    if (letGo) device.removeListener("connect", letGo);
    this.#late.delete(device);
  }

  #setState(state: string): void {
    const availability = availabilityIn(state, process.platform);
    if (!availability.usable) this.#adapterLost();
    this.availability.set(availability);
  }

  #adapterLost(): void {
    this.#session.abort();
    this.#session = new AbortController();
    this.#isScanning = false;
    this.#devices.clear();
    for (const peripheral of this.#connected)
      peripheral.lose("failure", "the Bluetooth adapter cannot be used any more");
  }

  #discovered(device: NobleDevice): void {
    const seen = advertisementOf(device);
    this.#devices.delete(seen.id);
    this.#devices.set(seen.id, device);
    const [oldest] = this.#devices.keys();
    if (this.#devices.size > rememberedDevices && oldest !== undefined) this.#devices.delete(oldest);
    for (const report of [...this.#reports]) report(seen, device);
  }

  #search(id: HardwareId, signal: AbortSignal): Promise<NobleDevice> {
    let found: NobleDevice | undefined;
    const end = new AbortController();
    const report = (seen: BluetoothAdvertisement, device: NobleDevice) => {
      if (seen.id !== id) return;
      found = device;
      end.abort();
    };
    return this.#scanning(report, AbortSignal.any([signal, end.signal]), async (either) => {
      await untilAborted(either);
      if (found) return found;
      throw connectFailed(id, "it is not in range");
    });
  }

  /** Has the adapter scan while `work` runs. Its signal aborts with `signal` or when the adapter goes. */
  async #scanning<T>(
    report: (seen: BluetoothAdvertisement, device: NobleDevice) => void,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { value } = this.availability;
    if (!value.usable) throw unavailable("bluetooth", value.why);
    const either = AbortSignal.any([signal, this.#session.signal]);
    this.#reports.add(report);
    try {
      await this.#settle();
      return await work(either);
    } finally {
      this.#reports.delete(report);
      void this.#settle().catch(() => {});
    }
  }

  /** Brings the adapter to what is wanted, one change at a time. HCI does not scan while it connects. */
  #settle(): Promise<void> {
    const turn = this.#turn.then(async () => {
      const isWanted = this.#reports.size > 0;
      const { usable } = this.availability.value;
      if (!usable || isWanted === this.#isScanning || (isWanted && this.#connecting > 0)) return;
      const change = () => (isWanted ? this.#noble.startScanningAsync([], true) : this.#noble.stopScanningAsync());
      this.#isScanning = isWanted;
      try {
        await withTimeLimit(this.#clock, scanStartLimitMs, undefined, noAnswer, change);
      } catch (error) {
        this.#isScanning = false;
        // What was begun and did not happen would keep HCI from beginning again.
        if (isWanted) this.#noble.stopScanningAsync().catch(() => {});
        throw error;
      }
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }
}

function advertisementOf({ id, address, advertisement }: NobleDevice): BluetoothAdvertisement {
  const { localName, manufacturerData, serviceUuids } = advertisement;
  const [low, high, ...data] = manufacturerData ?? [];
  return {
    kind: "bluetooth",
    id: hidesAddresses ? id : address.toUpperCase(),
    ...(localName ? { name: localName } : {}),
    services: (serviceUuids ?? []).map(fullUuid),
    manufacturerData:
      low === undefined || high === undefined ? [] : [{ company: low + 256 * high, data: Uint8Array.from(data) }],
  };
}

function calledOff(id: HardwareId, signal: AbortSignal): Promise<never> {
  return untilAborted(signal).then(() => {
    throw connectFailed(id, "it was called off");
  });
}

/** noble throws where there is nothing to be called off or stopped. */
async function tried(work: () => void): Promise<void> {
  try {
    work();
  } catch {}
}

function noAnswer(): ButtplugError {
  return unavailable("bluetooth", "The Bluetooth adapter does not answer: switch it off and on.");
}
