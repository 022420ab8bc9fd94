import { createDeviceDatabase } from "./create-device-database.js";
import { deviceData } from "./database.generated.js";
import type { CompiledDatabase } from "./database.js";

/** The devices that this release knows. */
export const deviceDatabase: CompiledDatabase = createDeviceDatabase(deviceData);
