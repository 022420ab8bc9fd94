/** Where the text of a recording goes. */
export interface RecordingSink {
  /** Appends whole lines. The next call comes after it resolved; a rejection ends the recording. */
  write(text: string): Promise<void>;
  /** Called once, after the last write. */
  close?(): Promise<void>;
}

/** A sink in memory, for pages and tests. */
export interface MemorySink extends RecordingSink {
  /** All that was written. */
  readonly text: string;
}

/** A sink that keeps the text. */
export function memorySink(): MemorySink {
  const parts: string[] = [];
  return {
    get text() {
      return parts.join("");
    },
    write: async (text) => {
      parts.push(text);
    },
  };
}
