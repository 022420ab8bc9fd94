import type { BluetoothAdvertisement, HardwareId, Observable } from "@buttplug-ts/core";
import type { Availability, HardwareClosed, Unsubscribe } from "@buttplug-ts/hardware";

/** Where addresses are known, they are the ids of hardware. */
export const addressPattern: RegExp = /^([\dA-F]{2}:){5}[\dA-F]{2}$/;

/** What a Bluetooth back end does: finds devices and connects. What it throws may be anything. */
export interface Central extends AsyncDisposable {
  readonly availability: Observable<Availability>;
  /** Settles when `availability` is known, within a few seconds. */
  readonly ready: Promise<void>;
  /**
   * Reports each sighting, repeats too, and what the system is connected to, until `signal` aborts or the adapter goes;
   * settles then. Rejects if it cannot begin.
   */
  scan(report: (seen: BluetoothAdvertisement) => void, signal: AbortSignal): Promise<void>;
  /** What the system is connected to now, whoever connected it; empty where it does not tell. */
  connected(): readonly BluetoothAdvertisement[];
  /** Looks for a device that it does not know until `signal` aborts. When it rejects, nothing is left connected. */
  connect(id: HardwareId, signal: AbortSignal): Promise<Peripheral>;
}

/** A connected device. */
export interface Peripheral {
  /** Settles when the connection is over, never rejects. */
  readonly gone: Promise<HardwareClosed>;
  discover(signal: AbortSignal): Promise<GattServices>;
  disconnect(): Promise<void>;
  /** Signal strength in dBm. */
  rssi(): Promise<number>;
}

/** Service → characteristic. UUIDs are lower-case and 128 bits long. Of those that a device has twice, the first. */
export type GattServices = ReadonlyMap<string, ReadonlyMap<string, GattCharacteristic>>;

/** One at a time of what returns a promise. */
export interface GattCharacteristic {
  /** What it offers. */
  readonly writes: { readonly withResponse: boolean; readonly withoutResponse: boolean };
  write(data: Uint8Array, withResponse: boolean, signal: AbortSignal): Promise<void>;
  read(signal: AbortSignal): Promise<Uint8Array>;
  listen(deliver: (data: Uint8Array) => void, signal: AbortSignal): Promise<Unsubscribe>;
}
