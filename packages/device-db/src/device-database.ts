import { createDeviceDatabase } from "./create-device-database.js";
import { deviceData } from "./database.generated.js";
import type { DeviceDatabase } from "./database.js";

/** The devices that this release knows. */
export const deviceDatabase: DeviceDatabase = createDeviceDatabase(deviceData);
