import { randomUUID } from "node:crypto";
import { open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "./make-folder.js";

/** A temporary file this much older than a new one was left by a process that died. */
const leftAfterMs = 60_000;

/** Puts `text` in place of a file, so that whoever reads it sees all of the old text or all of the new one. */
export async function replaceFile(link: string, text: string): Promise<void> {
  makeFolder(dirname(link));
  // A link that somebody put there stays a link.
  const path = await realpath(link).catch(() => link);
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
      await removeLeftovers(path, (await file.stat()).mtimeMs - leftAfterMs);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

async function removeLeftovers(path: string, beforeMs: number): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${basename(path)}.`) || !name.endsWith(".tmp")) continue;
    const found = join(folder, name);
    const isOld = await stat(found).then(
      ({ mtimeMs }) => mtimeMs < beforeMs,
      () => false,
    );
    if (isOld) await rm(found, { force: true });
  }
}

/** So that the new name outlives a power cut. Not every system can; the file itself is in place all the same. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {}
}
