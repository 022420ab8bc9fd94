import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Nothing but what the tests ask for: no sandbox, which root cannot have, no GPU, and no calls home. */
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of Chromium: `BUTTPLUG_CHROMIUM`, else the first on the `PATH`. Undefined if there is none. */
export function findChromium(): string | undefined {
  const { BUTTPLUG_CHROMIUM: chosen, PATH: path = "" } = process.env;
  if (chosen !== undefined) return isProgram(chosen) ? chosen : undefined;
  const folders = path.split(delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** Starts a browser for which `host` is this machine. */
export function launchChromium(executablePath: string, host: string, more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...quiet, `--host-resolver-rules=MAP ${host} 127.0.0.1`, ...more] });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
