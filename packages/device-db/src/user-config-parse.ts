import type { DeviceDatabase } from "./database.js";
import type { UserConfig, UserDeviceMatch } from "./user-config.js";
import { fileFormOf } from "./user-config-file.js";
import { textOfPath, type UserConfigProblem } from "./user-config-problem.js";
import { entryOf, type ReadUserConfig, readUserConfig } from "./user-config-reader.js";
import { type Finding, show } from "./user-config-spot.js";
import { readText } from "./user-config-text.js";

/** What a file says, as far as it can be used. */
export interface ParsedUserConfig {
  /** Undefined if the text cannot be read, or something outside of the entries of devices is wrong. */
  readonly config: UserConfig | undefined;
  readonly problems: readonly UserConfigProblem[];
}

/**
 * Reads a user configuration: JSON with comments and trailing commas. With a database, entries that name a protocol are
 * checked against its models. An entry with a problem is replaced by one that keeps its devices out, because a device
 * must not run without limits that somebody wanted. Never throws.
 */
export function parseUserConfig(text: string, database?: DeviceDatabase): ParsedUserConfig {
  const { value, findings, placeOf } = readText(text);
  if (value === undefined) return { config: undefined, problems: findings.map((one) => problemOf(one, placeOf(one))) };
  const read = readUserConfig(value, findings, database);
  const placed = read.findings.map((finding) => ({ finding, place: placeOf(finding) }));
  placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const said = new Set<number>();
  const problems = placed.map(({ finding, place }) => {
    const entry = entryOf(finding.path);
    const isFirst = read.config !== undefined && entry !== undefined && !said.has(entry);
    if (!isFirst) return problemOf(finding, place, read);
    said.add(entry);
    return problemOf({ ...finding, message: `${finding.message}; ${consequenceOf(read.matches[entry])}` }, place, read);
  });
  return { config: read.config, problems };
}

/**
 * Checks a configuration that a program made, by the rules for files. The paths are those that its file would have.
 * Empty if all of it can be used.
 */
export function checkUserConfig(config: UserConfig, database?: DeviceDatabase): readonly UserConfigProblem[] {
  const read = readUserConfig(fileFormOf(config), [], database);
  return read.findings.map((finding) => problemOf(finding, {}, read));
}

function problemOf(
  { path, message }: Finding,
  place: Pick<UserConfigProblem, "line" | "column">,
  read?: ReadUserConfig,
): UserConfigProblem {
  const entry = entryOf(path);
  const device = entry === undefined ? undefined : read?.matches[entry];
  return { path: textOfPath(path), ...place, message, ...(device && { device }) };
}

function consequenceOf(match: UserDeviceMatch | undefined): string {
  if (match === undefined) return "it cannot be told which devices the entry is about, so it has no effect at all";
  const { hardware, protocol, identifier } = match;
  const ofProtocol = identifier === undefined ? protocol : `${protocol} ${show(identifier)}`;
  return `until this is mended, ${hardware ?? `every device of ${ofProtocol}`} is kept out`;
}
