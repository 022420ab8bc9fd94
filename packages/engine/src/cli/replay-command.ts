import { readFile } from "node:fs/promises";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import { replay } from "@buttplug-ts/recording";
import type { Command } from "commander";
import type { World } from "./serve.js";

/** `replay`: plays a recording again on simulated devices, and says whether the same bytes come out. */
export function addReplayCommand(program: Command, world: World): void {
  program
    .command("replay")
    .description("play a recording (serve --record) again on simulated devices and compare the bytes")
    .argument("<file>", "the recording")
    .option("--json", "as JSON, for machines")
    .action(async (path: string, { json }: { readonly json?: boolean }) => {
      const report = await replay(await textOfRecording(path));
      if (json) world.out(`${JSON.stringify(report, undefined, 2)}\n`);
      else {
        world.out(`${report.outcome}: ${report.packets} packets compared\n`);
        if (report.difference) world.out(`${report.difference.text}\n`);
        for (const note of report.notes) world.out(`note: ${note}\n`);
      }
      if (report.outcome === "different") process.exitCode = 1;
    });
}

async function textOfRecording(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const text = `${path} cannot be read: ${textOf(error)}`;
    throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "file" } });
  }
}
