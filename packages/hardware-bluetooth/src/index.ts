/**
 * Bluetooth Low Energy in Node: BlueZ over D-Bus on Linux, the systems' own libraries elsewhere.
 *
 * @packageDocumentation
 */
export { BluetoothHardwareManager } from "./bluetooth-hardware-manager.js";
export { type BluetoothAdapter, listBluetoothAdapters } from "./list-bluetooth-adapters.js";
export type { BluetoothBackend, BluetoothLimits, BluetoothOptions } from "./options.js";
