/**
 * Gamepads in web pages.
 *
 * @packageDocumentation
 */
export { GamepadHardwareManager, type GamepadHardwareManagerOptions } from "./gamepad-hardware-manager.js";
export { gamepadSupport } from "./gamepad-support.js";
export type { GamepadScope, WebActuator, WebGamepad } from "./web-gamepad.js";
