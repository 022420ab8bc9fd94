import { fileConfigStore } from "@buttplug-ts/config-node";
import { textOf } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import { ownersDocument } from "./borrowed-config.js";
import { readOptions } from "./config-file.js";
import { loadDeviceDatabase, textOfDeviceProblem } from "./device-files.js";
import { exitCodes } from "./exit-codes.js";
import { readTextFile } from "./read-text-file.js";
import { serveOptions } from "./serve-options.js";
import { dataFolderOf, type ServeValues } from "./settings-of.js";
import type { World } from "./world.js";

/** Checks files of settings, of devices or of options; without any, what the engine uses. Says what is wrong, with its place. */
export async function checkConfig(files: readonly string[], values: ServeValues, world: World): Promise<void> {
  const dataFolder = dataFolderOf(values);
  const found: string[] = [];
  const hear = { log: (_level: string, _area: string, message: string) => void found.push(message) };
  const database = await loadDeviceDatabase(dataFolder, hear);
  if (files.length === 0 && dataFolder !== undefined) found.push(...(await problemsOfOwn(dataFolder, database)));
  for (const file of files) found.push(...(await problemsOf(file, database)));
  for (const problem of found) world.error(`${problem}\n`);
  if (found.length > 0) world.fail(exitCodes.failed);
  else world.out(`${files.join(", ") || dataFolder || "nothing is kept"}: no problems\n`);
}

async function problemsOfOwn(dataFolder: string, database: DeviceDatabase): Promise<readonly string[]> {
  const store = fileConfigStore(dataFolder);
  const text = await store.read(ownersDocument);
  return text === undefined ? [] : problemsOfSettings(store.where(ownersDocument), text, database);
}

async function problemsOf(file: string, database: DeviceDatabase): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readTextFile(file, "files");
    if (await isOfOptions(text)) return await readOptions(file).then(() => []);
  } catch (error) {
    return [textOf(error)];
  }
  const isOfDevices =
    /\.ya?ml$/.test(file) || (/"protocols?"\s*:\s*["{]/.test(text) && !/"version"\s*:\s*1\b/.test(text));
  if (!isOfDevices) return problemsOfSettings(file, text, database);
  const { extendDatabase } = await import("@buttplug-ts/device-db/device-files");
  return extendDatabase(database, [{ name: file, text }]).problems.map(textOfDeviceProblem);
}

/** Files are known by what is in them: those for `--config` have names of options at their top, and no protocol. */
async function isOfOptions(text: string): Promise<boolean> {
  const { isMap, parseDocument } = await import("yaml");
  const { contents } = parseDocument(text);
  if (!isMap(contents) || contents.has("protocol") || contents.has("protocols")) return false;
  return serveOptions.some(({ key }) => contents.has(key));
}

async function problemsOfSettings(file: string, text: string, database: DeviceDatabase): Promise<readonly string[]> {
  const { parseUserConfig } = await import("@buttplug-ts/device-db/user-config-file");
  return parseUserConfig(text, database).problems.map(
    ({ line, path, message }) => `${file}:${line ?? 1}${path === "" ? "" : ` (${path})`}: ${message}`,
  );
}
