import { constants } from "node:fs";
import { copyFile } from "node:fs/promises";
import { fileConfigStore } from "@buttplug-ts/config-node";
import { ButtplugError } from "@buttplug-ts/core";
import { ownersDocument } from "./borrowed-config.js";
import { importDeviceFile, keepImportedData, loadDeviceDatabase, rollBackDeviceFile } from "./device-files.js";
import { warningLogger } from "./engine-logger.js";
import { readTextFile } from "./read-text-file.js";
import { dataFolderOf, type ServeValues } from "./settings-of.js";
import type { World } from "./world.js";

/** Takes over a user configuration of the existing server. What was there is kept beside it. */
export async function importConfig(file: string, values: ServeValues, world: World): Promise<void> {
  const folder = folderOf(values);
  const text = await readTextFile(file, "file");
  const { importUserConfig } = await import("@buttplug-ts/device-db/import");
  const { serializeUserConfig } = await import("@buttplug-ts/device-db/user-config-file");
  const database = await loadDeviceDatabase(folder, warningLogger(world.error));
  const { config, deviceData, notImported } = importUserConfig(text, database);
  const whole = notImported.find(({ entry }) => entry === "");
  if (whole) throw invalid("file", `${file}, line ${whole.line}: ${whole.reason}`);
  const store = fileConfigStore(folder);
  if ((await store.read(ownersDocument)) !== undefined) {
    world.out(`What was there is kept as ${await keepBeside(store.where(ownersDocument))}.\n`);
  }
  await store.write(ownersDocument, serializeUserConfig(config));
  await keepImportedData(folder, deviceData);
  const { length } = config.devices;
  world.out(`${store.where(ownersDocument)}: ${length === 1 ? "1 entry" : `${length} entries`}.\n`);
  for (const { entry, line, reason } of notImported) world.out(`not taken over: line ${line}, ${entry}: ${reason}\n`);
}

/** Copies a file to a name that nothing has. */
async function keepBeside(path: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const kept = path.replace(/\.json$/, `.before-import-${number}.json`);
    try {
      await copyFile(path, kept, constants.COPYFILE_EXCL);
      return kept;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Prints the owner's settings as they are kept. */
export async function exportConfig(values: ServeValues, world: World): Promise<void> {
  const text = await fileConfigStore(folderOf(values)).read(ownersDocument);
  world.out(text ?? '{ "version": 1, "devices": [] }\n');
}

/** Takes in a file of devices, or refuses all of it. */
export async function importDevices(from: string, values: ServeValues, world: World): Promise<void> {
  const { path, models } = await importDeviceFile(folderOf(values), from);
  const brings = `It brings ${models?.join(", ") || "no models"}, from the next start of the engine on.`;
  world.out(`${path}: ${models === undefined ? "has all of it already; nothing changed." : `taken in. ${brings}`}\n`);
}

/** Undoes the last {@link importDevices} of a file of this name. */
export async function rollBackDevices(from: string, values: ServeValues, world: World): Promise<void> {
  world.out(`${from}: ${await rollBackDeviceFile(folderOf(values), from)}, from the next start of the engine on.\n`);
}

function folderOf(values: ServeValues): string {
  const folder = dataFolderOf(values);
  if (folder !== undefined) return folder;
  throw invalid("memory", "--memory keeps nothing: there is nothing to read or change");
}

function invalid(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument } });
}
