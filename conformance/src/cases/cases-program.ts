import { fileURLToPath } from "node:url";
import { ButtplugError } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { protocols } from "@buttplug-ts/protocols";
import { Command, InvalidArgumentError } from "commander";
import { type Transport, transports } from "./case-world.js";
import { readDifferences } from "./differences.js";
import { type SpecVersion, specVersions } from "./phrase.js";
import { failureLine, summaryLines } from "./report.js";
import { type RunResult, runDirectory } from "./run-directory.js";

/** From the sources and from what is built alike. */
export const differencesFile: string = fileURLToPath(new URL("../../differences.json", import.meta.url));

interface Flags {
  readonly spec?: SpecVersion;
  readonly transport?: Transport;
}

/** The command line of the case runner. `finish` gets whether all went well. */
export function createCasesProgram(say: (line: string) => void, finish: (isGood: boolean) => void): Command {
  return new Command("cases")
    .description("Runs device cases against the server: every command that a case lists must reach the hardware.")
    .argument("<dir>", "the folder with the cases, *.yaml")
    .option("--spec <version>", "only clients of this spec version, 0 to 4", specVersion)
    .option("--transport <name>", "only this transport, embedded or json", transport)
    .showHelpAfterError("(run with --help for what is allowed)")
    .action(async (directory: string, flags: Flags) => {
      const results: RunResult[] = [];
      const runs = runDirectory(directory, {
        versions: flags.spec === undefined ? specVersions : [flags.spec],
        transports: flags.transport === undefined ? transports : [flags.transport],
        system: { protocols, deviceDb: deviceDatabase },
        differences: readDifferences(differencesFile),
      });
      for await (const result of runs) {
        if (result.outcome.kind === "failed") say(failureLine(result));
        results.push(result);
      }
      if (results.length === 0) {
        throw new ButtplugError("usage/invalid-argument", `there is no *.yaml in ${directory}`, {
          details: { argument: "dir" },
        });
      }
      for (const line of summaryLines(results)) say(line);
      finish(results.every(({ outcome }) => outcome.kind !== "failed"));
    });
}

function specVersion(text: string): SpecVersion {
  const version = specVersions.find((each) => String(each) === text);
  if (version !== undefined) return version;
  throw new InvalidArgumentError("A spec version is 0, 1, 2, 3 or 4.");
}

function transport(text: string): Transport {
  const found = transports.find((each) => each === text);
  if (found) return found;
  throw new InvalidArgumentError("A transport is embedded or json.");
}
