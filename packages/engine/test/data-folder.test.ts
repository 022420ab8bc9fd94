import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { usualDataFolder } from "../src/cli/data-folder.js";

it.each([
  [{}, "linux", join(homedir(), ".config", "buttplug-ts")],
  [{ XDG_CONFIG_HOME: "", STATE_DIRECTORY: "" }, "linux", join(homedir(), ".config", "buttplug-ts")],
  [{ XDG_CONFIG_HOME: "/x" }, "linux", "/x/buttplug-ts"],
  [{ STATE_DIRECTORY: "/var/lib/buttplug-engine:/var/lib/other" }, "linux", "/var/lib/buttplug-engine"],
  [{ XDG_CONFIG_HOME: "/x" }, "darwin", join(homedir(), "Library", "Application Support", "buttplug-ts")],
  [{ APPDATA: "/roaming" }, "win32", join("/roaming", "buttplug-ts")],
] as const)("with %j on %s the data folder is %s", (env, platform, folder) => {
  expect(usualDataFolder(env, platform)).toBe(folder);
});
