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
  const say = (why: string) => logger.log("warn", "engine", `no browser could be opened: ${why}`);
  child.on("error", ({ message }) => say(message));
  child.on("exit", (code) => {
    if (code) say(`${command} ended with ${code}`);
  });
  child.unref();
}
