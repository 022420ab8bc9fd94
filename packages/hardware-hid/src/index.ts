/**
 * Human interface devices in Node.
 *
 * @packageDocumentation
 */
export { HidHardwareManager, type HidHardwareManagerOptions } from "./hid-hardware-manager.js";
