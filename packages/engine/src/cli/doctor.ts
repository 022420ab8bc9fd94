import { systemClock } from "@buttplug-ts/core";
import { doctor, doctorText } from "@buttplug-ts/hardware-kit";
import { engineBuses } from "../engine-buses.js";
import { warningLogger } from "./engine-logger.js";
import { type ServeValues, settingsOf } from "./settings-of.js";
import type { World } from "./world.js";

/** Says of each bus whether it can be used, and why not. */
export async function examine(values: ServeValues, asJson: boolean, world: World): Promise<void> {
  const managers = engineBuses(settingsOf(values).buses, systemClock, warningLogger(world.error));
  try {
    const report = await doctor(managers);
    world.out(`${asJson ? JSON.stringify(report, undefined, 2) : doctorText(report)}\n`);
  } finally {
    await Promise.all(managers.map((manager) => manager[Symbol.asyncDispose]()));
  }
}
