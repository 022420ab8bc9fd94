import { copyFile, readdir, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { makeFolder } from "@buttplug-ts/config-node/make-folder";
import { storeError } from "@buttplug-ts/config-node/store-error";
import { ButtplugError, type Logger, textOf } from "@buttplug-ts/core";
import { type DeviceDatabase, deviceDatabase } from "@buttplug-ts/device-db";
import type { DeviceFileProblem } from "@buttplug-ts/device-db/device-files";
import { download } from "./download.js";
import { readTextFile } from "./read-text-file.js";

interface DeviceFileText {
  readonly name: string;
  readonly text: string;
}

const folderName = "devices";
const importedData = "imported-device-data.json";
const isDeviceFile = (name: string) => /^[\w-][\w.-]*\.(ya?ml|json)$/.test(name);

/** The devices that this release knows, with those of files in the data folder. What has a problem is left out, and named. */
export async function loadDeviceDatabase(dataFolder: string | undefined, logger: Logger): Promise<DeviceDatabase> {
  if (dataFolder === undefined) return deviceDatabase;
  const database = await withImported(dataFolder, logger);
  const files = await filesIn(dataFolder);
  if (files.length === 0) return database;
  const { extendDatabase } = await import("@buttplug-ts/device-db/device-files");
  const { database: extended, problems } = extendDatabase(database, files);
  for (const problem of problems) {
    logger.log("warn", "devices", `${join(dataFolder, folderName)}/${textOfDeviceProblem(problem)}`);
  }
  return extended;
}

/** What an import came to. */
export interface ImportedDevices {
  readonly path: string;
  /** The names of the models that it brings or changes. Undefined: all of it was there already, and nothing changed. */
  readonly models: readonly string[] | undefined;
}

/**
 * Takes a file of devices into the data folder, after it was checked beside those that are there; what was there under its
 * name is kept for {@link rollBackDeviceFile}.
 * @throws ButtplugError `config/invalid`, which names every place that cannot be used, `usage/invalid-argument` or
 * `config/store-failed` for a file that cannot be read or written; then nothing changed
 */
export async function importDeviceFile(dataFolder: string, from: string): Promise<ImportedDevices> {
  const name = nameOf(from);
  const path = join(dataFolder, folderName, name);
  const text = isAddress(from) ? await download(from) : await readTextFile(from, "file");
  const { extendDatabase } = await import("@buttplug-ts/device-db/device-files");
  const database = await withImported(dataFolder);
  const there = await filesIn(dataFolder);
  if (there.some((file) => file.name === name && file.text === text)) return { path, models: undefined };
  const others = there.filter((file) => file.name !== name);
  const without = extendDatabase(database, others).database;
  const { database: extended, problems } = extendDatabase(database, inOrder([...others, { name, text }]));
  const own = problems.filter(({ file }) => file === name);
  if (own.length > 0) throw invalid(own.map((problem) => textOfDeviceProblem({ ...problem, file: from })));
  const known = new Set(without.models.map((model) => JSON.stringify(model)));
  const models = extended.models.filter((model) => !known.has(JSON.stringify(model)));
  await written(path, async () => {
    makeFolder(join(dataFolder, folderName));
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await ifThere(copyFile(path, previousOf(path)));
    await rename(`${path}.new`, path);
  });
  return { path, models: models.map((model) => model.name) };
}

/** Puts back what was there before the last import under this name; without that, takes the file out of use. */
export async function rollBackDeviceFile(dataFolder: string, from: string): Promise<"restored" | "taken out"> {
  const path = join(dataFolder, folderName, nameOf(from));
  // What is undone is kept, too: somebody may have written it by hand.
  const undone = `${path}.undone`;
  return written(path, async () => {
    if (!(await isMoved(path, undone))) throw invalid([`there is nothing to undo: ${path} does not exist`]);
    return (await isMoved(previousOf(path), path)) ? "restored" : "taken out";
  });
}

/** Keeps devices that an imported user configuration brought. */
export async function keepImportedData(dataFolder: string, data: object): Promise<void> {
  const path = join(dataFolder, importedData);
  await written(path, async () => {
    makeFolder(dataFolder);
    await writeFile(path, `${JSON.stringify(data)}\n`, { mode: 0o600 });
  });
}

/** A problem with its place: file, line and column. */
export function textOfDeviceProblem({ file, line, column, path, message }: DeviceFileProblem): string {
  return `${file}:${line}:${column}${path === "" ? "" : ` (${path})`}: ${message}`;
}

async function withImported(dataFolder: string, logger?: Logger): Promise<DeviceDatabase> {
  const path = join(dataFolder, importedData);
  const text = await textIfThere(path);
  if (text === undefined) return deviceDatabase;
  const { addDeviceData } = await import("@buttplug-ts/device-db/import");
  try {
    return addDeviceData(deviceDatabase, JSON.parse(text));
  } catch (error) {
    logger?.log("warn", "devices", `${path} cannot be used: ${textOf(error)}`);
    return deviceDatabase;
  }
}

async function filesIn(dataFolder: string): Promise<readonly DeviceFileText[]> {
  const folder = join(dataFolder, folderName);
  const names = await ifThere(readdir(folder)).catch((error: unknown) => {
    throw storeError(error, folder, "read");
  });
  const files = (names ?? []).filter(isDeviceFile);
  return inOrder(
    await Promise.all(files.map(async (name) => ({ name, text: await readTextFile(join(folder, name), "data") }))),
  );
}

function inOrder(files: readonly DeviceFileText[]): readonly DeviceFileText[] {
  return files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function isAddress(from: string): boolean {
  return /^https?:\/\//i.test(from) && URL.canParse(from);
}

function nameOf(from: string): string {
  const name = basename(isAddress(from) ? new URL(from).pathname : from).replace(/[^\w.-]/g, "-");
  if (isDeviceFile(name)) return name;
  throw invalid([`${JSON.stringify(name)} is no name of a file of devices: it ends in .yaml, .yml or .json`]);
}

function previousOf(path: string): string {
  return `${path}.previous`;
}

async function textIfThere(path: string): Promise<string | undefined> {
  try {
    return await readTextFile(path, "data");
  } catch (error) {
    const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
    if (cause?.code === "ENOENT") return undefined;
    throw error;
  }
}

/** @throws ButtplugError `config/store-failed` in the place of the system's errors */
async function written<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ButtplugError ? error : storeError(error, path, "written");
  }
}

async function isMoved(from: string, to: string): Promise<boolean> {
  return (await ifThere(rename(from, to).then(() => true))) ?? false;
}

/** What an operation on a file gives; undefined if there is no such file. */
async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function invalid(problems: readonly string[]): ButtplugError {
  return new ButtplugError("config/invalid", problems.join("\n"), { details: { problems } });
}
