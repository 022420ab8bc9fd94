import { addDeviceData } from "./add-device-data.js";
import { checkDeviceFile } from "./check-device-file.js";
import { compileDeviceFiles } from "./compile-device-files.js";
import type { DeviceDatabase } from "./database.js";
import type { DeviceData } from "./device-data.js";
import { type Draft, entriesOfDrafts, readDraft } from "./import-device.js";
import { hardwareOf } from "./import-hardware.js";
import { UpstreamIds } from "./import-model.js";
import { isReadable, readSections, withoutNulls } from "./upstream-file.js";
import type { UserConfig, UserDevice } from "./user-config.js";
import { fileFormOf } from "./user-config-file.js";
import { textOfPath } from "./user-config-problem.js";
import { entryOf, readUserConfig } from "./user-config-reader.js";
import { type Finding, isObject, refuse, type Spot, within } from "./user-config-spot.js";
import { readText } from "./user-config-text.js";
import { list } from "./user-config-values.js";

/** What became of a user configuration of the existing system. */
export interface ImportedUserConfig {
  /** Passes `checkUserConfig` with `database`. */
  readonly config: UserConfig;
  /** The database that was given, with the rules and models that the file adds. */
  readonly database: DeviceDatabase;
  /** These rules and models alone, as JSON can keep them: `addDeviceData` puts them on a database again. */
  readonly deviceData: DeviceData;
  /** All that is in the file and not, or not as it was, in the result; in the order of the file. */
  readonly notImported: readonly NotImported[];
}

/** Something that could not be imported. */
export interface NotImported {
  /** Where it stands, such as `user_configs.devices[1].config.features[0].output.vibrate.value`; empty for the whole. */
  readonly entry: string;
  /** Counted from 1. */
  readonly line: number;
  /** One sentence, without the place. */
  readonly reason: string;
  /** What the entry decides, where only the owner can tell which hardware it is about: ask, and put it beside `hardware`. */
  readonly ask?: UserDevice;
}

export interface ImportOptions {
  /** The hardware that the existing system calls `address`, where the application knows better. */
  readonly hardwareOf?: (address: string, protocol: string) => string | undefined;
}

/**
 * Reads a user configuration of the existing system, version 4: indexes, names, allowed and denied devices, gaps, limits,
 * and added rules and models. `database` is what the server knows. Never throws.
 */
export function importUserConfig(
  text: string,
  database: DeviceDatabase,
  options: ImportOptions = {},
): ImportedUserConfig {
  const { value, findings: earlier, placeOf } = readText(text);
  const findings: ImportFinding[] = [...earlier];
  const top = withoutNulls({ value, path: [], findings });
  const user = userPart(top);
  const partOf = (key: string) => within(user ?? top, key, isObject(user?.value) ? user.value[key] : undefined);
  const sections = readSections(partOf("protocols"));
  for (const section of sections) {
    if (section.spot.findings.length === 0) checkDeviceFile(section, database);
    findings.push(...section.spot.findings);
  }
  const good = sections.filter(({ spot }) => spot.findings.length === 0);
  const deviceData = compileDeviceFiles(good, (key) => database.model(key, "")?.features ?? []);
  const extended = addDeviceData(database, deviceData);
  const ids = new UpstreamIds(extended, good);
  const devices = partOf("devices");
  const drafts = devices.value === undefined ? [] : (list(devices, (spot) => readDraft(spot, ids)) ?? []);
  const isAllowing = Array.isArray(devices.value) && devices.value.some(allows);
  const config = configOf(
    drafts.filter((draft) => draft !== undefined),
    extended,
    options,
    findings,
  );
  const isAllowed = config.devices.some(({ access }) => access === "allow");
  return {
    // Whoever is allowed, the others are kept out, also when the entry that allows is lost.
    config: isAllowing && !isAllowed ? { onlyAllowed: true, ...config } : config,
    database: extended,
    deviceData,
    notImported: findings
      .map((finding) => ({ finding, place: placeOf(finding) }))
      .sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
      .map(({ finding: { path, message: reason, ask }, place: { line } }) => ({
        entry: textOfPath(path),
        line,
        reason,
        ...(ask && { ask }),
      })),
  };
}

interface ImportFinding extends Finding {
  readonly ask?: UserDevice;
}

function userPart(top: Spot): Spot | undefined {
  if (!isObject(top.value)) {
    if (top.value !== undefined) refuse(top, "this is no configuration: expected { … }");
    return undefined;
  }
  if (!isReadable(top)) return undefined;
  const user = top.value["user_configs"];
  if (isObject(user)) return within(top, "user_configs", user);
  refuse(top, '"user_configs" is missing: this is no configuration of a user');
  return undefined;
}

function allows(entry: unknown): boolean {
  const config = isObject(entry) ? entry["config"] : undefined;
  const user = isObject(config) ? config["user_config"] : undefined;
  return isObject(user) && user["allow"] === true;
}

/** Entries that the rules for files refuse after all are left out. */
function configOf(
  drafts: readonly Draft[],
  database: DeviceDatabase,
  options: ImportOptions,
  findings: ImportFinding[],
): UserConfig {
  const placed = drafts.map((draft) => {
    const { address, protocol } = draft.device;
    const hardware = options.hardwareOf?.(address, protocol) ?? hardwareOf(address, draft.model.protocol, database);
    return { ...draft, ...(hardware !== undefined && { hardware }) };
  });
  const entries = entriesOfDrafts(placed, (draft, message, ask) => {
    findings.push({ path: draft.spot.path, message, ask });
  });
  const devices = entries.map(({ entry }) => entry);
  const refused = new Map<number, string>();
  for (const { path, message } of readUserConfig(fileFormOf({ devices }), [], database).findings) {
    const place = entryOf(path);
    if (place !== undefined && !refused.has(place)) refused.set(place, message);
  }
  for (const [place, message] of refused) {
    const entry = entries[place];
    if (entry) findings.push({ path: entry.draft.spot.path, message, ask: entry.entry });
  }
  return { devices: devices.filter((_, place) => !refused.has(place)) };
}
