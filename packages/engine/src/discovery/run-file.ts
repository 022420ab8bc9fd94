import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Puts a text where this user finds it for as long as the engine runs. The returned function takes it away, unless somebody
 * else has put something there meanwhile. Rejects with the system's error.
 */
export async function writeRunFile(path: string, text: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
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
