import { fileConfigStore } from "@buttplug-ts/config-node";
import type { Logger } from "@buttplug-ts/core";
import { readRunningEngine } from "../discovery/discovery-file.js";
import { type Kept, withBorrowedConfig } from "./borrowed-config.js";
import { loadDeviceDatabase } from "./device-files.js";
import { keepNothing } from "./keep-nothing.js";
import { openStore } from "./open-store.js";

/** What an engine that serves begins with. */
export interface KeptForServing extends Kept {
  /** The data folder, if this engine is the one that writes there. */
  readonly ownFolder: string | undefined;
}

/**
 * Opens what is kept: devices, settings, memory. Two engines that write to one folder would undo what the other remembers, so
 * one that finds another there keeps nothing. `borrowed`: a user configuration of the existing server, if there is one.
 */
export async function keptOf(
  dataFolder: string | undefined,
  borrowed: string | undefined,
  logger: Logger,
): Promise<KeptForServing> {
  const deviceDb = await loadDeviceDatabase(dataFolder, logger);
  const other = dataFolder === undefined ? undefined : await readRunningEngine(dataFolder);
  if (other) {
    const text = `the engine with process ${other.pid} uses ${dataFolder}, too: this one keeps nothing, and`;
    logger.log("warn", "engine", `${text} applications find that one; give it a folder of its own (--data)`);
  }
  const ownFolder = other ? undefined : dataFolder;
  const open = async (folder: string) => {
    // Of a folder in which other settings are borrowed, the own ones do not count.
    const files = borrowed ? fileConfigStore(folder, { logger }) : await openStore(folder, deviceDb, logger);
    return other ? keepNothing(files) : files;
  };
  const kept: Kept = { deviceDb, store: dataFolder === undefined ? undefined : await open(dataFolder) };
  return { ...(borrowed === undefined ? kept : await withBorrowedConfig(kept, borrowed, logger)), ownFolder };
}
