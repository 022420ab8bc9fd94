import { homedir } from "node:os";
import { join } from "node:path";

/** Where programs of this user keep their settings, as each system wants it. */
export function usualDataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const name = "buttplug-ts";
  if (platform === "win32") return join(env["APPDATA"] || join(homedir(), "AppData", "Roaming"), name);
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", name);
  // systemd gives services folders of their own.
  const [ofService] = (env["STATE_DIRECTORY"] ?? "").split(":");
  return ofService || join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), name);
}
