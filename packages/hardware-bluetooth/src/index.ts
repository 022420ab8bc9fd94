export { BluetoothHardwareManager } from "./bluetooth-hardware-manager.js";
export type { BluetoothBackend, BluetoothLimits, BluetoothOptions } from "./options.js";
