import { addDeviceData } from "./add-device-data.js";
import { checkDeviceFile } from "./check-device-file.js";
import { compileDeviceFiles } from "./compile-device-files.js";
import type { DeviceDatabase } from "./database.js";
import type { DeviceFile } from "./device-file.js";
import { readDeviceFile } from "./device-file-reader.js";
import { readDeviceText } from "./device-file-text.js";
import { isUpstream, readUpstream } from "./upstream-file.js";
import { textOfPath } from "./user-config-problem.js";
import type { Spot } from "./user-config-spot.js";

/** A file as a user has it. */
export interface DeviceFileText {
  /** For people: it is in the problems. */
  readonly name: string;
  readonly text: string;
}

/** Something in a device file that cannot be used. */
export interface DeviceFileProblem {
  readonly file: string;
  /** Where it stands, such as `models[1].features[0].vibrate`; empty for the whole. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** Names the value and what is expected. One sentence, without the place. */
  readonly message: string;
}

/** A database with more devices, and why some are not among them. */
export interface ExtendedDatabase {
  readonly database: DeviceDatabase;
  readonly problems: readonly DeviceFileProblem[];
}

/**
 * Adds devices to protocols that `database` knows: rules that recognise them, models, models in the place of others. Takes
 * the format of this project's `data/` (YAML or JSON) and the Buttplug project's device configuration, version 4. What a
 * file says about a protocol is used as a whole or, with a problem, not at all. A later file counts more. Never throws.
 */
export function extendDatabase(database: DeviceDatabase, files: readonly DeviceFileText[]): ExtendedDatabase {
  const problems: DeviceFileProblem[] = [];
  let extended = database;
  let layer: DeviceFile[] = [];
  const addLayer = () => {
    extended = withFiles(extended, layer);
    layer = [];
  };
  for (const { name, text } of files) {
    const { value, findings, placeOf } = readDeviceText(text);
    const top: Spot = { value, path: [], findings: [...findings] };
    const sections = value === undefined ? [] : sectionsOf(top);
    for (const section of sections) {
      // Two for one protocol are two layers: the later one goes over the earlier one.
      if (layer.some(({ protocol }) => protocol === section.protocol)) addLayer();
      if (isGood(section)) checkDeviceFile(section, extended);
      if (isGood(section)) layer.push(section);
    }
    const found = new Set([top, ...sections.map(({ spot }) => spot)].flatMap((spot) => spot.findings));
    for (const finding of found) {
      const { path, message } = finding;
      problems.push({ file: name, path: textOfPath(path), ...placeOf(finding), message });
    }
  }
  addLayer();
  return { database: extended, problems };
}

function sectionsOf(top: Spot): readonly DeviceFile[] {
  if (isUpstream(top.value)) return readUpstream(top);
  const file = readDeviceFile(top);
  return file ? [file] : [];
}

function isGood({ spot }: DeviceFile): boolean {
  return spot.findings.length === 0;
}

/** `database` with what is in files that fit it, one a protocol. */
export function withFiles(database: DeviceDatabase, files: readonly DeviceFile[]): DeviceDatabase {
  return addDeviceData(
    database,
    compileDeviceFiles(files, (key) => database.model(key, "")?.features ?? []),
  );
}
