import type { ModelDefinition } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";
import type { UserConfig } from "./user-config.js";
import { checkFeatures } from "./user-config-models.js";
import { textOfPath, type UserConfigProblem } from "./user-config-problem.js";
import { fits, type KnownDevice } from "./user-config-settings.js";
import type { Finding } from "./user-config-spot.js";

/**
 * Checks what only a connected device shows: whether entries for its hardware fit its model. Other entries were checked
 * when the file was read. Paths begin at the entry.
 */
export function checkForModel(
  { devices }: UserConfig,
  device: KnownDevice,
  model: ModelDefinition,
  database: DeviceDatabase,
): readonly UserConfigProblem[] {
  return devices.flatMap((entry) => {
    if (entry.hardware === undefined || fits(entry, device, database) !== true) return [];
    const findings: Finding[] = [];
    checkFeatures({ value: entry, path: [], findings }, entry, [model]);
    const { hardware } = entry;
    return findings.map(({ path, message }) => ({ path: textOfPath(path), message, device: { hardware } }));
  });
}
