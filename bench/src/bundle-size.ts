import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** What the client is meant to stay below. */
export const sizeAimBytes = 9_000;

const ours = `
export { ButtplugClient } from "@buttplug-ts/client";
export { webSocketConnector } from "@buttplug-ts/connector-websocket";`;
const peer = `export { ButtplugClient, ButtplugBrowserWebsocketClientConnector } from "buttplug";`;

/** Bytes of a client with its WebSocket connector, bundled and minified for browsers, after gzip. */
export async function bundleSize(who: "ours" | "buttplug"): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: who === "ours" ? ours : peer, resolveDir: fileURLToPath(new URL("..", import.meta.url)) },
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
