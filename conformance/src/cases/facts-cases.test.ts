import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { protocols } from "@buttplug-ts/protocols";
import { describe, expect, it } from "vitest";
import { transports } from "./case-world.js";
import { differencesFile } from "./cases-program.js";
import { readDifferences } from "./differences.js";
import { specVersions } from "./phrase.js";
import { readDeviceCase } from "./read-device-case.js";
import { failureLine } from "./report.js";
import { caseFiles, type RunResult, runDirectory } from "./run-directory.js";

interface UpstreamConfig {
  readonly protocols: Readonly<
    Record<string, { readonly communication: readonly { readonly btle?: { readonly names: readonly string[] } }[] }>
  >;
}

type Matrix = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

const facts = process.env["BUTTPLUG_FACTS"];
if (!facts) process.stdout.write("skipped: the shared device cases, because BUTTPLUG_FACTS is not set\n");
const data = join(facts ?? "", "data");
const directory = join(data, "device-cases");

function readData<T>(file: string): T {
  return JSON.parse(readFileSync(join(data, file), "utf8")) as T;
}

function textOf(caseName: string): string {
  return readFileSync(join(directory, `${caseName}.yaml`), "utf8");
}

/** Whether the upstream configuration, or the user's, gives all devices of a case to protocols that exist here. */
function isForUs(caseName: string, upstream: UpstreamConfig): boolean {
  const ours = protocols.flatMap(({ key }) =>
    (upstream.protocols[key]?.communication ?? []).flatMap(({ btle }) => btle?.names ?? []),
  );
  const fits = (name: string) =>
    ours.some((pattern) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
  const { devices, userConfigFile } = readDeviceCase(caseName, textOf(caseName));
  return userConfigFile !== undefined || devices.every(({ name }) => fits(name));
}

describe.skipIf(!facts)("the shared device cases", () => {
  const differences = readDifferences(differencesFile);

  it.each(specVersions)("pass with a client of v%i, in process and over JSON", async (version) => {
    const system = { protocols, deviceDb: deviceDatabase };
    const results: RunResult[] = [];
    const runs = runDirectory(directory, { versions: [version], transports, system, differences });
    for await (const result of runs) results.push(result);
    expect(results.filter(({ outcome }) => outcome.kind === "failed").map(failureLine)).toEqual([]);
    expect(results.filter(({ outcome }) => outcome.kind === "passed").length).toBeGreaterThan(0);
    expect(wronglySkipped(results)).toEqual([]);
  });

  it("are the only ones that differences.json names", () => {
    const known = new Set(caseFiles(directory).map((file) => file.replace(/\.ya?ml$/, "")));
    expect(differences.map((each) => each.case).filter((name) => !known.has(name))).toEqual([]);
  });
});

/** Runs that were skipped although the protocol exists and the existing server passes the case in that version. */
function wronglySkipped(results: readonly RunResult[]): readonly string[] {
  const upstream = readData<UpstreamConfig>("buttplug-device-config-v4.json");
  const matrix = readData<Matrix>("device-cases/matrix.json");
  return results.flatMap(({ caseName, version, transport, outcome }) => {
    if (outcome.kind !== "skipped") return [];
    const isExpressible = matrix[`${caseName}.yaml`]?.[transport]?.includes(version);
    if (!isExpressible || !isForUs(caseName, upstream)) return [];
    return [`${caseName} v${version} ${transport} is skipped: ${outcome.why}`];
  });
}
