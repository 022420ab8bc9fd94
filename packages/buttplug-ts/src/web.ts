/**
 * A server inside a web page, with real hardware: Bluetooth, gamepads, HID and serial ports, as far as the browser has them.
 *
 * @packageDocumentation
 */
export {
  WebBluetoothHardwareManager,
  type WebBluetoothOptions,
  webBluetoothSupport,
} from "@buttplug-ts/hardware-bluetooth-web";
export {
  GamepadHardwareManager,
  type GamepadHardwareManagerOptions,
  gamepadSupport,
} from "@buttplug-ts/hardware-gamepad";
export { WebHidHardwareManager, type WebHidHardwareManagerOptions, webHidSupport } from "@buttplug-ts/hardware-hid-web";
export {
  type BusReport,
  type DoctorOptions,
  type DoctorReport,
  doctor,
  doctorText,
} from "@buttplug-ts/hardware-kit";
export {
  WebSerialHardwareManager,
  type WebSerialHardwareManagerOptions,
  webSerialSupport,
} from "@buttplug-ts/hardware-serial-web";
export * from "@buttplug-ts/page";
export { createWebServer, type WebServerOptions } from "./create-web-server.js";
export { type WebManagersOptions, webManagers } from "./web-managers.js";
