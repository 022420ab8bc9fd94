import { ButtplugError, type ConfigStore, type Logger, memoryConfigStore, textOf } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import { readTextFile } from "./read-text-file.js";

/** Devices and where settings are kept. */
export interface Kept {
  readonly deviceDb: DeviceDatabase;
  readonly store: ConfigStore | undefined;
}

const argument = "user-device-config-file";

/** The document in which a server keeps what its owner decided. */
export const ownersDocument = "config";

/**
 * Has the settings of a user configuration of the existing server hold in the place of our own, for this run: whoever starts
 * that server with such a file counts on its limits. The file is theirs and is not written.
 * @throws ButtplugError `usage/invalid-argument` for a file that is there and cannot be used
 */
export async function withBorrowedConfig({ deviceDb, store }: Kept, path: string, logger: Logger): Promise<Kept> {
  const text = await readTextFile(path, argument).catch((error: unknown) => {
    const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
    if (cause?.code !== "ENOENT") throw unusable(textOf(error));
    logger.log("warn", "config", `${path} does not exist, so no settings come from it`);
    return undefined;
  });
  if (text === undefined) return { deviceDb, store };
  const { importUserConfig } = await import("@buttplug-ts/device-db/import");
  const { serializeUserConfig } = await import("@buttplug-ts/device-db/user-config-file");
  const { config, database, notImported } = importUserConfig(text, deviceDb);
  for (const { entry, line, reason } of notImported) {
    if (entry === "") throw unusable(`${path}, line ${line}: ${reason}`);
    logger.log("warn", "config", `${path}, line ${line}: ${entry} does not hold here: ${reason}`);
  }
  const borrowed = memoryConfigStore({ [ownersDocument]: serializeUserConfig(config) });
  return { deviceDb: database, store: store ? inPlaceOf(store, borrowed) : borrowed };
}

/** `store`, but for the owner's document. */
function inPlaceOf(store: ConfigStore, borrowed: ConfigStore): ConfigStore {
  const of = (name: string) => (name === ownersDocument ? borrowed : store);
  return {
    where: (name) => of(name).where(name),
    read: (name) => of(name).read(name),
    write: (name, text) => of(name).write(name, text),
    setAside: (name) => of(name).setAside(name),
    watch: (name, listener, options) => of(name).watch(name, listener, options),
  };
}

function unusable(why: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", `--${argument}: ${why}`, { details: { argument } });
}
