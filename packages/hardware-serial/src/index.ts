/**
 * Serial ports in Node.
 *
 * @packageDocumentation
 */
export type { SerialBinding, SerialHandle, SerialListing, SerialOpenOptions } from "./serial-binding.js";
export { SerialHardwareManager, type SerialHardwareManagerOptions } from "./serial-hardware-manager.js";
