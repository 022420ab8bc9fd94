import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { textOf } from "@buttplug-ts/core";
import type { System, Transport } from "./case-world.js";
import type { DeviceCase } from "./device-case.js";
import type { Difference } from "./differences.js";
import type { SpecVersion } from "./phrase.js";
import { readDeviceCase } from "./read-device-case.js";
import { type Outcome, runCase } from "./run-case.js";

export interface DirectoryOptions {
  readonly versions: readonly SpecVersion[];
  readonly transports: readonly Transport[];
  readonly system: System;
  readonly differences: readonly Difference[];
}

/** The end of one run of one case. */
export interface RunResult {
  readonly caseName: string;
  readonly version: SpecVersion;
  readonly transport: Transport;
  readonly outcome: Outcome;
}

/** Runs every case of a directory with every version over every transport, one after the other. */
export async function* runDirectory(directory: string, options: DirectoryOptions): AsyncGenerator<RunResult> {
  for (const file of caseFiles(directory)) {
    const caseName = basename(file, extname(file));
    const deviceCase = readOr(caseName, readFileSync(join(directory, file), "utf8"));
    for (const version of options.versions) {
      for (const transport of options.transports) {
        const outcome =
          "kind" in deviceCase ? deviceCase : await outcomeOf(deviceCase, version, transport, options, directory);
        yield { caseName, version, transport, outcome };
      }
    }
  }
}

export function caseFiles(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((file) => /\.ya?ml$/.test(file))
    .sort();
}

function readOr(caseName: string, yaml: string): DeviceCase | Outcome {
  try {
    return readDeviceCase(caseName, yaml);
  } catch (error) {
    return { kind: "failed", why: `unreadable: ${textOf(error)}` };
  }
}

/** An error of the run itself must not hide the results of the others. */
async function outcomeOf(
  deviceCase: DeviceCase,
  version: SpecVersion,
  transport: Transport,
  { system, differences }: DirectoryOptions,
  directory: string,
): Promise<Outcome> {
  const readUserConfig = (file: string) => readFileSync(join(directory, "config", file), "utf8");
  try {
    return await runCase(deviceCase, { version, transport, system, differences, readUserConfig });
  } catch (error) {
    return { kind: "failed", why: textOf(error) };
  }
}
