import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type DeviceData, deviceDatabase, type ModelRow } from "@buttplug-ts/device-db";
import { build, type OutputFile } from "esbuild";

/** What the client is meant to stay below. */
export const sizeAimBytes = 9_000;

/** What a page can bundle, with the modules that it names. `buttplug` is the peer of `client`. */
export const bundles = {
  client: `
export { ButtplugClient } from "@buttplug-ts/client";
export { webSocketConnector } from "@buttplug-ts/connector-websocket";`,
  buttplug: `export { ButtplugClient, ButtplugBrowserWebsocketClientConnector } from "buttplug";`,
  /** All protocols and the device database. */
  devices: `
export { deviceDatabase } from "@buttplug-ts/device-db";
export { protocols } from "@buttplug-ts/protocols";`,
  /** A page that drives Bluetooth devices with no server anywhere. */
  page: `
export { ButtplugClient } from "buttplug-ts";
export { createServer, embeddedConnector } from "buttplug-ts/server";
export { WebBluetoothHardwareManager } from "@buttplug-ts/hardware-bluetooth-web";`,
} as const;

/** One protocol, and of the kit what it needs. */
export function protocolBundle(key: string): string {
  return `export { default } from "@buttplug-ts/protocols/${key}";`;
}

/** As `page`, for the devices of one protocol. */
export function familyBundle(key: string): string {
  return `
export { ButtplugClient } from "buttplug-ts";
import { createDeviceDatabase } from "@buttplug-ts/device-db";
import protocol from "@buttplug-ts/protocols/${key}";
export { ButtplugServer, embeddedConnector } from "@buttplug-ts/server";
export { WebBluetoothHardwareManager } from "@buttplug-ts/hardware-bluetooth-web";
export const protocols = [protocol];
export const deviceDb = createDeviceDatabase(${JSON.stringify(familyData(key))});`;
}

/** What the database says of one protocol. */
function familyData(key: string): DeviceData {
  const protocol = deviceDatabase.protocol(key);
  const lists: string[] = [];
  const models = (protocol?.models ?? []).map(([id, name, identifiers, , ...more]): ModelRow => {
    const own = deviceDatabase.models.find((model) => model.protocol === key && model.id === id);
    const list = JSON.stringify(own?.features ?? []);
    if (!lists.includes(list)) lists.push(list);
    return [id, name, identifiers, lists.indexOf(list), ...more];
  });
  const featureLists = lists.map((list): DeviceData["featureLists"][number] => JSON.parse(list));
  return { featureLists, protocols: protocol ? [{ ...protocol, models }] : [] };
}

/** Bytes of what `contents` exports, bundled and minified for browsers, after gzip. */
export async function bundleSize(contents: string): Promise<number> {
  const { outputFiles } = await build({ ...options(contents), write: false });
  return sizeOf(outputFiles);
}

/** As {@link bundleSize}, without what is loaded only when it is needed. */
export async function startSize(contents: string): Promise<number> {
  const { outputFiles, metafile } = await build({
    ...options(contents),
    splitting: true,
    outdir: "page",
    metafile: true,
    write: false,
  });
  const chunks = Object.entries(metafile.outputs);
  const needed = new Set(chunks.flatMap(([path, { entryPoint }]) => (entryPoint === "<stdin>" ? [path] : [])));
  for (const path of needed) {
    const { imports = [] } = metafile.outputs[path] ?? {};
    for (const { kind, path: other } of imports) if (kind === "import-statement") needed.add(other);
  }
  const names = new Set([...needed].map((path) => basename(path)));
  return sizeOf(outputFiles.filter(({ path }) => names.has(basename(path))));
}

function options(contents: string) {
  return {
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  } as const;
}

function sizeOf(files: readonly OutputFile[]): number {
  return files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
}
