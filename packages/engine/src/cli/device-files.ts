import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ButtplugError, type Logger, textOf } from "@buttplug-ts/core";
import { type DeviceDatabase, deviceDatabase } from "@buttplug-ts/device-db";
import type { DeviceFileProblem } from "@buttplug-ts/device-db/device-files";

const folderName = "devices";
const importedData = "imported-device-data.json";
const fileLimitBytes = 8 << 20;
const downloadLimitMs = 30_000;

/** The devices that this release knows, with those of files in the data folder. A file with problems is left out, and named. */
export async function loadDeviceDatabase(dataFolder: string | undefined, logger: Logger): Promise<DeviceDatabase> {
  if (dataFolder === undefined) return deviceDatabase;
  const database = await withImported(dataFolder, logger);
  const folder = join(dataFolder, folderName);
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => /\.(ya?ml|json)$/.test(name)).sort() : [];
  if (names.length === 0) return database;
  const { extendDatabase } = await import("@buttplug-ts/device-db/device-files");
  const files = await Promise.all(
    names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })),
  );
  const { database: extended, problems } = extendDatabase(database, files);
  for (const problem of problems) logger.log("warn", "devices", `${folder}/${textOfDeviceProblem(problem)}`);
  return extended;
}

/**
 * Takes a file of devices into the data folder, after it was checked; what was there under its name is kept for
 * {@link rollBackDeviceFile}. Gives how many models are known more than before.
 * @throws ButtplugError `config/invalid`, which names every place that cannot be used; then nothing changed
 */
export async function importDeviceFile(
  dataFolder: string,
  from: string,
): Promise<{ readonly path: string; readonly models: number }> {
  const text = /^https?:/i.test(from) ? await download(from) : await readText(from);
  const name = basename(/^https?:/i.test(from) ? new URL(from).pathname : from).replace(/[^\w.-]/g, "-");
  if (!/^[\w-][\w.-]*\.(ya?ml|json)$/.test(name)) {
    throw invalid([`${JSON.stringify(name)} is no name of a file of devices; it ends in .yaml, .yml or .json`]);
  }
  const { extendDatabase } = await import("@buttplug-ts/device-db/device-files");
  const { database, problems } = extendDatabase(deviceDatabase, [{ name, text }]);
  if (problems.length > 0) throw invalid(problems.map(textOfDeviceProblem));
  const path = join(dataFolder, folderName, name);
  await mkdir(join(dataFolder, folderName), { recursive: true, mode: 0o700 });
  if (existsSync(path)) await rename(path, previousOf(path));
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return { path, models: database.models.length - deviceDatabase.models.length };
}

/** Puts back what was there before the last import under this name; without that, takes the file away. Says which it was. */
export async function rollBackDeviceFile(dataFolder: string, name: string): Promise<"restored" | "removed"> {
  const path = join(dataFolder, folderName, basename(name));
  const previous = previousOf(path);
  if (existsSync(previous)) {
    await rename(previous, path);
    return "restored";
  }
  if (!existsSync(path)) throw invalid([`${path} does not exist`]);
  await rm(path);
  return "removed";
}

/** Keeps devices that an imported user configuration brought. */
export async function keepImportedData(dataFolder: string, data: object): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  await writeFile(join(dataFolder, importedData), `${JSON.stringify(data)}\n`, { mode: 0o600 });
}

/** A problem with its place: file, line and column. */
export function textOfDeviceProblem({ file, line, column, path, message }: DeviceFileProblem): string {
  return `${file}:${line}:${column}${path === "" ? "" : ` (${path})`}: ${message}`;
}

async function withImported(dataFolder: string, logger: Logger): Promise<DeviceDatabase> {
  const path = join(dataFolder, importedData);
  if (!existsSync(path)) return deviceDatabase;
  try {
    const { addDeviceData } = await import("@buttplug-ts/device-db/import");
    return addDeviceData(deviceDatabase, JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    logger.log("warn", "devices", `${path} cannot be used: ${textOf(error)}`);
    return deviceDatabase;
  }
}

function previousOf(path: string): string {
  return `${path}.previous`;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw invalid([`${path} cannot be read: ${textOf(error)}`]);
  }
}

async function download(address: string): Promise<string> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(downloadLimitMs), redirect: "follow" });
  } catch (error) {
    throw invalid([`${address} cannot be reached: ${textOf(error)}`]);
  }
  if (!answer.ok) throw invalid([`${address} answers with ${answer.status} ${answer.statusText}`]);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.length;
    if (bytes > fileLimitBytes) throw invalid([`${address} gives more than ${fileLimitBytes} bytes`]);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function invalid(problems: readonly string[]): ButtplugError {
  return new ButtplugError("config/invalid", problems.join("\n"), { details: { problems } });
}
