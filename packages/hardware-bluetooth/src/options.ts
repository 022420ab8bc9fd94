import type { Clock, Logger } from "@buttplug-ts/core";

/** How long things may take, in milliseconds. */
export interface BluetoothLimits {
  /** Until a connection stands. Default: 20,000. */
  readonly connectLimitMs: number;
  /** Until its services are known. Default: 10,000. */
  readonly discoveryLimitMs: number;
  /** Each write, read and subscription; one that takes longer ends the connection. Default: 5,000. */
  readonly operationLimitMs: number;
}

/** What talks to the adapter: BlueZ over D-Bus, the kernel's HCI socket (needs rights), or the system's own library. */
export type BluetoothBackend = "dbus" | "hci" | "native";

export interface BluetoothOptions extends Partial<BluetoothLimits> {
  /** Default: `bluetooth`. */
  readonly name?: string;
  /** Default: `auto`, BlueZ where it runs, else HCI on Linux; native on macOS and Windows. */
  readonly backend?: "auto" | BluetoothBackend;
  /** Which adapter, as `hci1` or by its address; Linux only. Default: the first that is switched on. */
  readonly adapter?: string;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: silent. */
  readonly logger?: Logger;
}

export const defaultLimits: BluetoothLimits = {
  connectLimitMs: 20_000,
  discoveryLimitMs: 10_000,
  operationLimitMs: 5_000,
};
