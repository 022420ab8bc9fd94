import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "@buttplug-ts/config-node/make-folder";

/**
 * Puts a text where this user finds it for as long as the engine runs. The returned function takes it away, unless somebody
 * else has put something there meanwhile. Rejects with the system's error.
 */
export async function writeRunFile(path: string, text: string): Promise<() => Promise<void>> {
  makeFolder(dirname(path));
  const temporary = `${path}.${process.pid}`;
  try {
    await writeFile(temporary, text, { mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  return async () => {
    const now = await readFile(path, "utf8").catch(() => "");
    if (now === text) await rm(path, { force: true });
  };
}
