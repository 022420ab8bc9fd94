export { createDeviceDatabase } from "./create-device-database.js";
export type { CompiledDatabase, DeviceDatabase } from "./database.js";
export type {
  BluetoothData,
  DeviceData,
  ManufacturerPattern,
  ModelRow,
  ProtocolData,
  ProtocolRules,
  SerialData,
} from "./device-data.js";
export { deviceDatabase } from "./device-database.js";
