import { constants } from "node:fs";
import { copyFile, rm } from "node:fs/promises";

/** Moves a file to a name of today that nothing has, and says which. A copy first: renaming would overwrite. */
export async function moveAside(path: string): Promise<string> {
  const day = new Date().toISOString().slice(0, 10);
  const stem = path.replace(/\.json$/, `.damaged-${day}`);
  for (let number = 1; ; number += 1) {
    const aside = `${stem}${number === 1 ? "" : `-${number}`}.json`;
    try {
      await copyFile(path, aside, constants.COPYFILE_EXCL);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw error;
    }
    await rm(path);
    return aside;
  }
}
