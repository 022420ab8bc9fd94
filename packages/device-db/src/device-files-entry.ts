export { addDeviceData } from "./add-device-data.js";
export {
  type DeviceFileProblem,
  type DeviceFileText,
  type ExtendedDatabase,
  extendDatabase,
} from "./extend-database.js";
