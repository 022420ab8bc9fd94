export { addDeviceData } from "./add-device-data.js";
export {
  type ImportedUserConfig,
  type ImportOptions,
  importUserConfig,
  type NotImported,
} from "./import-user-config.js";
