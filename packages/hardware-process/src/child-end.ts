/** How a child process ended. */
export interface ChildEnd {
  /** Continues a sentence about the process, such as `was ended by SIGSEGV`. */
  readonly how: string;
  readonly signal?: string;
}

/** What `availability` says of a bus whose process ended. `next` is a sentence on what happens now. */
export function endSentence(name: string, { how, signal }: ChildEnd, platform: string, next: string): string {
  const sentences = [`The process that runs ${name} ${how.replace(/\.$/, "")}.`];
  if (platform === "darwin" && signal === "SIGABRT") {
    const settings = "System Settings → Privacy & Security → Bluetooth";
    sentences.push(
      `macOS does this when Bluetooth is not permitted: allow the terminal, or the app that started this program, in ${settings}.`,
    );
  }
  return [...sentences, next].join(" ");
}
