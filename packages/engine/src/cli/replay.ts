import { readFile } from "node:fs/promises";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import { replay } from "@buttplug-ts/recording";
import { exitCodes } from "./exit-codes.js";
import type { World } from "./world.js";

/** Plays a recording again on simulated devices, and says whether the same bytes come out. */
export async function replayFile(path: string, asJson: boolean, world: World): Promise<void> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    const why = `${path} cannot be read: ${textOf(error)}`;
    throw new ButtplugError("usage/invalid-argument", why, { details: { argument: "file" } });
  });
  const report = await replay(text);
  if (asJson) world.out(`${JSON.stringify(report, undefined, 2)}\n`);
  else {
    world.out(`${report.outcome}: ${report.packets} packets compared\n`);
    if (report.difference) world.out(`${report.difference.text}\n`);
    for (const note of report.notes) world.out(`note: ${note}\n`);
  }
  if (report.outcome === "different") world.fail(exitCodes.failed);
}
