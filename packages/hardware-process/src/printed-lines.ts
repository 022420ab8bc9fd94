import type { Readable } from "node:stream";

/** A line longer than this is cut, at its beginning. */
const longestLine = 4_096;

/** Calls `onLine` for each line that a process prints. */
export function onPrintedLine(output: Readable, onLine: (line: string) => void): void {
  let rest = "";
  output.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = (lines.pop() ?? "").slice(-longestLine);
    for (const line of lines) if (line.trim() !== "") onLine(line);
  });
  output.on("error", () => {});
}
