import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

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
} as const;

/** One protocol, and of the kit what it needs. */
export function protocolBundle(key: string): string {
  return `export { default } from "@buttplug-ts/protocols/${key}";`;
}

/** Bytes of what `contents` exports, bundled and minified for browsers, after gzip. */
export async function bundleSize(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}
