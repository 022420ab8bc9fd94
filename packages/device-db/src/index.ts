export type { DeviceDatabase } from "./database.js";
