import { spawn } from "node:child_process";
import type { Logger } from "@buttplug-ts/core";

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Opens an address in the user's browser. If that does not work it is only logged: the address is printed anyway. */
export function openInBrowser(address: string, logger: Logger): void {
  const [command = "xdg-open", ...before] = openers[process.platform] ?? [];
  const child = spawn(command, [...before, address], { stdio: "ignore", detached: true });
  child.on("error", ({ message }) => logger.log("warn", "engine", `no browser could be opened: ${message}`));
  child.unref();
}
