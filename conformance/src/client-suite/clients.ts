import type { MakeDriver } from "./client-driver.js";
import { npmButtplug5Driver } from "./drivers/npm-buttplug-5-driver.js";
import { ourDriver } from "./drivers/our-driver.js";

/** The clients that the suite can drive. */
export const clients: Readonly<Record<string, MakeDriver>> = { ours: ourDriver, "buttplug-5": npmButtplug5Driver };
