import { simulatedModels } from "@buttplug-ts/hardware-simulated";
import { loadDeviceDatabase } from "./device-files.js";
import { warningLogger } from "./engine-logger.js";
import { serve } from "./serve.js";
import { dataFolderOf, type ServeValues } from "./settings-of.js";
import { usualModels } from "./usual-models.js";
import type { World } from "./world.js";

const noBuses = {
  bluetooth: false,
  serial: false,
  hid: false,
  lovenseDongle: false,
  gamepad: false,
  lovenseConnect: [],
  lovenseCloud: false,
  deviceWebsocket: false,
  tcode: [],
  tcodeSilent: [],
} as const satisfies Partial<ServeValues>;

/** Serves simulated devices, which are there at once, and touches no real ones. */
export async function simulateOnly(
  models: readonly string[],
  values: ServeValues,
  world: World,
  remarks: readonly string[],
): Promise<void> {
  const given = [...models, ...values.simulate];
  const simulate = given.length > 0 ? given : usualModels;
  await serve({ ...values, ...noBuses, simulate, scan: true }, world, remarks);
}

/** Lists what can be simulated, also of files that were imported. */
export async function listModels(values: ServeValues, world: World): Promise<void> {
  const deviceDb = await loadDeviceDatabase(dataFolderOf(values), warningLogger(world.error));
  world.out(`${simulatedModels(deviceDb).join("\n")}\n`);
}
