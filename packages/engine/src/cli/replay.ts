import { isButtplugError } from "@buttplug-ts/core";
import { replay } from "@buttplug-ts/recording";
import { exitCodes } from "./exit-codes.js";
import { readTextFile } from "./read-text-file.js";
import type { World } from "./world.js";

/** What fits into a text. */
const longestRecordingBytes = 256 << 20;

/** Plays a recording again on simulated devices, and says whether the same bytes come out. */
export async function replayFile(path: string, asJson: boolean, world: World): Promise<void> {
  const text = await readTextFile(path, "file", longestRecordingBytes);
  const report = await replay(text).catch((error: unknown) => {
    if (isButtplugError(error, "usage/unreadable-recording")) error.message = `${path}, ${error.message}`;
    throw error;
  });
  if (asJson) world.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else {
    world.out(`${report.outcome}: ${report.packets} packets compared\n`);
    if (report.difference) world.out(`${report.difference.text}\n`);
    for (const note of report.notes) world.out(`note: ${note}\n`);
  }
  if (report.outcome === "different") world.fail(exitCodes.failed);
}
