import { fileConfigStore } from "@buttplug-ts/config-node";
import { ButtplugError, type ConfigStore, type Logger } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import { ownersDocument } from "./borrowed-config.js";

/**
 * What is kept in a data folder, for an engine that will connect devices.
 * @throws ButtplugError `config/invalid` or `config/store-failed` if the owner's settings cannot be read: limits that
 * somebody wanted would not hold
 */
export async function openStore(dataFolder: string, deviceDb: DeviceDatabase, logger: Logger): Promise<ConfigStore> {
  const store = fileConfigStore(dataFolder, { logger });
  const problems = await problemsOfSettings(store, deviceDb);
  if (problems.length === 0) return store;
  const advice = "Your limits are in it, so nothing is served: mend it, or move it away to begin without any";
  throw new ButtplugError("config/invalid", `${problems.join("\n")}\n${advice}`, { details: { problems } });
}

/** What is wrong with the owner's settings as a whole. Single entries keep their own devices out. */
async function problemsOfSettings(store: ConfigStore, deviceDb: DeviceDatabase): Promise<readonly string[]> {
  const text = await store.read(ownersDocument);
  if (text === undefined) return [];
  const { parseUserConfig } = await import("@buttplug-ts/device-db/user-config-file");
  const { config, problems } = parseUserConfig(text, deviceDb);
  if (config !== undefined) return [];
  const where = store.where(ownersDocument);
  return problems.map(({ line, column, message }) => `${where}:${line ?? 1}:${column ?? 1}: ${message}`);
}
