/**
 * Gamepads in Node, on Windows.
 *
 * @packageDocumentation
 */
export type { XInputBinding } from "./xinput-binding.js";
export { XInputHardwareManager, type XInputHardwareManagerOptions } from "./xinput-hardware-manager.js";
