import { type FileHandle, open } from "node:fs/promises";
import { storeError } from "./store-error.js";

const newFileAdvice = { EEXIST: "it exists already, and is not written over; choose another name" };

/** Where lines go that a recorder forms, as files take them. */
export interface FileSink {
  /** Appends text. Rejects with `config/store-failed`. */
  write(text: string): Promise<void>;
  /** Resolves when everything is in the file. */
  close(): Promise<void>;
}

/**
 * Writes to a new file at `path`, which only this user may read (0600). A file that is there is not touched: then, as in all
 * other failures, writing rejects with `config/store-failed`.
 */
export function fileSink(path: string): FileSink {
  let file: Promise<FileHandle> | undefined;
  const inFile = async (work: (handle: FileHandle) => Promise<unknown>) => {
    file ??= open(path, "wx", 0o600);
    try {
      await work(await file);
    } catch (error) {
      throw storeError(error, path, "written", newFileAdvice);
    }
  };
  return {
    write: (text) => inFile((handle) => handle.appendFile(text)),
    close: async () => {
      if (file) await inFile((handle) => handle.close());
    },
  };
}
