import { readFile, stat } from "node:fs/promises";

/** Why a port could not be opened, and what would help. `systemText` is what the library said of it. */
export async function whyNotOpened(path: string, systemText: string, platform: string): Promise<string> {
  if (/busy|cannot lock|temporarily unavailable/i.test(systemText)) return inUse;
  if (/no such file|file not found/i.test(systemText)) return "there is no such port; plug the device in";
  if (!/permission denied|access denied/i.test(systemText)) return systemText.replace(/^Error:? /, "");
  // Windows answers with it when somebody else has the port.
  if (platform === "win32") return inUse;
  const group = await groupOf(path).catch(() => undefined);
  const helps =
    group === undefined || group === "root"
      ? "let a rule for udev give it to a group that you are in"
      : `it belongs to the group ${group}: run "sudo usermod -aG ${group} $USER", log out and in again`;
  return `this user may not open ${path}; ${helps}`;
}

const inUse = "another program has the port open; close that one first, such as the serial monitor of an editor";

/** The name of the group that a file belongs to. */
async function groupOf(path: string): Promise<string | undefined> {
  const [{ gid }, groups] = await Promise.all([stat(path), readFile("/etc/group", "utf8")]);
  const entries = groups.split("\n").map((line) => line.split(":"));
  return entries.find(([, , number]) => number === `${gid}`)?.[0];
}
