import { readFile } from "node:fs/promises";
import { fileConfigStore } from "@buttplug-ts/config-node";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import { Command } from "commander";
import { shownValues } from "./config-file.js";
import {
  importDeviceFile,
  keepImportedData,
  loadDeviceDatabase,
  rollBackDeviceFile,
  textOfDeviceProblem,
} from "./device-files.js";
import { quietLogger, type World } from "./serve.js";
import { serveLike } from "./serve-like.js";
import { settingsOf } from "./settings-of.js";

const documentName = "config";

/** `config`: what holds, and what the owner decided about devices. */
export function addConfigCommand(program: Command, world: World): void {
  const config = program.command("config").description("show, check, import and export settings");
  const show = new Command("show").description("print every option, its value and where it comes from");
  config.addCommand(
    serveLike(show, async (_values, _remarks, command) => {
      for (const { key, value, from } of shownValues(command)) {
        world.out(`${key.padEnd(22)} ${JSON.stringify(value) ?? "-"}  (${from})\n`);
      }
    }),
  );
  const check = new Command("check")
    .description("check the owner's settings for devices, and files of devices")
    .argument("[files...]", "files to check; without any: what the engine uses");
  config.addCommand(
    serveLike(check, async (values, _remarks, command) => {
      const { dataFolder } = settingsOf(values);
      const files =
        command.args.length > 0
          ? command.args
          : dataFolder === undefined
            ? []
            : [fileConfigStore(dataFolder).where(documentName)];
      const found = (await Promise.all(files.map((file) => problemsOf(file, dataFolder, world)))).flat();
      for (const problem of found) world.error(`${problem}\n`);
      if (found.length > 0) process.exitCode = 1;
      else world.out(`${files.join(", ") || "nothing"}: no problems\n`);
    }),
  );
  const importing = new Command("import")
    .description("take over the user configuration of the existing server (Intiface)")
    .argument("<file>", "its file, such as buttplug-user-device-config-v4.json");
  config.addCommand(
    serveLike(importing, async (values, _remarks, command) => {
      await importConfig(folderOf(settingsOf(values).dataFolder), command.args[0] ?? "", world);
    }),
  );
  const exporting = new Command("export").description("print the owner's settings for devices");
  config.addCommand(
    serveLike(exporting, async (values) => {
      const store = fileConfigStore(folderOf(settingsOf(values).dataFolder));
      world.out((await store.read(documentName)) ?? '{ "devices": [] }\n');
    }),
  );
  const devices = new Command("import-devices")
    .description("know more devices: take in a file of devices, after it was checked")
    .argument("<file or address>", "a file, or an address that begins with https:")
    .option("--rollback", "undo the last import of a file of this name");
  config.addCommand(
    serveLike(devices, async (values, _remarks, command) => {
      const folder = folderOf(settingsOf(values).dataFolder);
      const from = command.args[0] ?? "";
      if (command.getOptionValue("rollback") === true) {
        world.out(`${from}: ${await rollBackDeviceFile(folder, from)}\n`);
        return;
      }
      const { path, models } = await importDeviceFile(folder, from);
      world.out(`${path}: taken in, ${models} models more. It holds from the next start of the engine on.\n`);
    }),
  );
}

function folderOf(dataFolder: string | undefined): string {
  if (dataFolder !== undefined) return dataFolder;
  const text = "--memory keeps nothing; there is nothing to read or change";
  throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "memory" } });
}

async function problemsOf(file: string, dataFolder: string | undefined, world: World): Promise<readonly string[]> {
  const text = await readFile(file, "utf8").catch((error: unknown) => new Error(textOf(error)));
  if (text instanceof Error) return [`${file} cannot be read: ${text.message}`];
  const database = await loadDeviceDatabase(dataFolder, quietLogger(world));
  const isOfDevices = /\.ya?ml$/.test(file) || /"protocols"\s*:/.test(text);
  if (isOfDevices) {
    const { extendDatabase } = await import("@buttplug-ts/device-db/device-files");
    return extendDatabase(database, [{ name: file, text }]).problems.map(textOfDeviceProblem);
  }
  const { parseUserConfig } = await import("@buttplug-ts/device-db/user-config-file");
  const { problems } = parseUserConfig(text, database);
  return problems.map(
    ({ line, path, message }) => `${file}:${line ?? 1}${path === "" ? "" : ` (${path})`}: ${message}`,
  );
}

async function importConfig(folder: string, file: string, world: World): Promise<void> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const why = `${file} cannot be read: ${textOf(error)}`;
    throw new ButtplugError("usage/invalid-argument", why, { details: { argument: "file" } });
  });
  const { importUserConfig } = await import("@buttplug-ts/device-db/import");
  const { serializeUserConfig } = await import("@buttplug-ts/device-db/user-config-file");
  const database = await loadDeviceDatabase(folder, quietLogger(world));
  const { config, deviceData, notImported } = importUserConfig(text, database);
  const store = fileConfigStore(folder);
  if ((await store.read(documentName)) !== undefined) {
    world.out(`What was there is kept as ${await store.setAside(documentName)}.\n`);
  }
  await store.write(documentName, serializeUserConfig(config));
  await keepImportedData(folder, deviceData);
  world.out(`${store.where(documentName)}: ${config.devices.length} entries.\n`);
  for (const { entry, line, reason } of notImported) world.out(`not taken over: line ${line} ${entry}: ${reason}\n`);
}
