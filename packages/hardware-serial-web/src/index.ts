/**
 * Serial ports in web pages.
 *
 * @packageDocumentation
 */
export type { WebSerial, WebSerialFilter, WebSerialLine, WebSerialPort } from "./web-serial.js";
export { WebSerialHardwareManager, type WebSerialHardwareManagerOptions } from "./web-serial-hardware-manager.js";
export { type WebSerialScope, webSerialSupport } from "./web-serial-support.js";
