/**
 * What a server in Node has beside: the buses of this machine, and its settings in files. Not for pages.
 *
 * @packageDocumentation
 */
export * from "@buttplug-ts/config-node";
export {
  type BluetoothBackend,
  BluetoothHardwareManager,
  type BluetoothOptions,
} from "@buttplug-ts/hardware-bluetooth";
export {
  type XInputBinding,
  XInputHardwareManager,
  type XInputHardwareManagerOptions,
} from "@buttplug-ts/hardware-gamepad/node";
export { HidHardwareManager, type HidHardwareManagerOptions } from "@buttplug-ts/hardware-hid";
export {
  type BusReport,
  type DoctorOptions,
  type DoctorReport,
  doctor,
  doctorText,
} from "@buttplug-ts/hardware-kit";
export {
  LovenseConnectHardwareManager,
  type LovenseConnectHardwareManagerOptions,
  LovenseDongleHardwareManager,
  type LovenseDongleHardwareManagerOptions,
} from "@buttplug-ts/hardware-lovense";
export { NetworkHardwareManager, type NetworkHardwareManagerOptions } from "@buttplug-ts/hardware-network";
export { SerialHardwareManager, type SerialHardwareManagerOptions } from "@buttplug-ts/hardware-serial";
export {
  WebSocketHardwareManager,
  type WebSocketHardwareManagerOptions,
} from "@buttplug-ts/hardware-websocket";
export { createNodeServer, type NodeServerOptions } from "./create-node-server.js";
export { type NodeManagersOptions, nodeManagers } from "./node-managers.js";
