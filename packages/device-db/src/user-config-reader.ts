import type { SerialLine } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";
import type { UserConfig, UserDevice, UserDeviceMatch } from "./user-config.js";
import { readFeatures } from "./user-config-features.js";
import { fileVersion } from "./user-config-file.js";
import { checkFeatures, checkMatch, modelsOf } from "./user-config-models.js";
import { type Finding, isObject, type Reader, readObject, refuse, type Spot, show } from "./user-config-spot.js";
import { choice, flag, highestNumber, lineReaders, list, positive, text, whole } from "./user-config-values.js";

/** What can be used of a configuration, and what cannot. */
export interface ReadUserConfig {
  /** Undefined if something outside of the entries is wrong. */
  readonly config: UserConfig | undefined;
  readonly findings: readonly Finding[];
  /** What is known of the devices of each entry. */
  readonly matches: readonly (UserDeviceMatch | undefined)[];
}

/** One entry: which devices it is about, as far as it can be relied on, and what it says. */
interface Entry {
  readonly match: UserDeviceMatch;
  readonly mayAllow: boolean;
  readonly device: UserDevice;
}

interface FileForm {
  readonly $schema?: string;
  readonly version?: number;
  readonly levelCap?: number;
  readonly onlyAllowed?: boolean;
  readonly devices?: readonly Entry[];
}

/** Reads a configuration in the form of the file. `earlier` is what the text itself has wrong. */
export function readUserConfig(value: unknown, earlier: readonly Finding[], database?: DeviceDatabase): ReadUserConfig {
  const findings = [...earlier];
  const top: Spot = { value, path: [], findings };
  const file = readObject<FileForm>(top, {
    $schema: text("an address", /./),
    version: readVersion,
    levelCap: positive(1),
    onlyAllowed: flag,
    devices: (spot) => list(spot, (entry) => readEntry(entry, database)),
  });
  const saysVersion = file?.version !== undefined || findings.some(({ path }) => path[0] === "version");
  if (file !== undefined && !saysVersion) refuse(top, `"version" is missing: expected "version": ${fileVersion}`);
  const entries = file?.devices ?? [];
  refuseRepeats(top, entries, database);
  const matches = entries.map(({ match }) => (Object.keys(match).length > 0 ? match : undefined));
  const isFatal = file === undefined || findings.some(({ path }) => entryOf(path) === undefined);
  return { config: isFatal ? undefined : usableConfig(file, findings, database), findings, matches };
}

/** The place of the entry that something is in. */
export function entryOf([key, index]: Finding["path"]): number | undefined {
  return key === "devices" && typeof index === "number" ? index : undefined;
}

const readVersion: Reader<number> = (spot) =>
  spot.value === fileVersion
    ? fileVersion
    : refuse(spot, `version ${show(spot.value)} cannot be read by this release: expected ${fileVersion}`);

function readEntry(spot: Spot, database: DeviceDatabase | undefined): Entry {
  const device: UserDevice = readObject<UserDevice>(spot, deviceReaders) ?? {};
  const has = (key: keyof UserDevice) => isObject(spot.value) && spot.value[key] !== undefined;
  if (isObject(spot.value) && !has("hardware") && !has("protocol")) {
    refuse(spot, 'the entry fits no device: expected "hardware", "protocol" or both');
  }
  if (has("identifier") && !has("protocol")) {
    refuse(spot, "an identifier means something only together with its protocol", "identifier");
  }
  if (has("index") && !has("hardware")) {
    refuse(spot, 'an index can be given only to one piece of hardware: expected "hardware" beside it', "index");
  }
  if (has("serial") && !(has("hardware") && has("protocol"))) {
    refuse(spot, 'a line can be set up only for one port: expected "hardware" and "protocol" beside it', "serial");
  }
  const { hardware, protocol, identifier } = device;
  const read: UserDeviceMatch = {
    ...(hardware !== undefined && { hardware }),
    ...(protocol !== undefined && { protocol }),
    ...(protocol !== undefined && identifier !== undefined && { identifier }),
  };
  const match = database ? checkMatch(spot, read, database) : read;
  if (database && match === read && protocol !== undefined) checkFeatures(spot, device, modelsOf(match, database));
  if (database && has("serial") && match.protocol && !database.plan(match.protocol, "serial")) {
    refuse(spot, `no ${match.protocol} device is on a serial port`, "serial");
  }
  return { match, mayAllow: has("access") && device.access !== "deny", device };
}

const deviceReaders = {
  hardware: text('the manager\'s name, a slash and its id, such as "bluetooth/C0:FF:EE:00:00:01"', /^[^/]+\/./),
  protocol: text('the key of a protocol, such as "lovense"', /./),
  identifier: text("text", /^/),
  index: whole([0, highestNumber]),
  name: text("1 to 100 letters", /^.{1,100}$/u),
  access: choice("allow", "deny"),
  gapMs: whole([0, 60_000]),
  serial: (spot: Spot) => readObject<Partial<SerialLine>>(spot, lineReaders),
  features: readFeatures,
};

/** Of two entries for the same devices, and of two owners of an index, nobody can tell which one is meant. */
function refuseRepeats(top: Spot, entries: readonly Entry[], database: DeviceDatabase | undefined): void {
  const indexes = new Map<number, number>();
  const matches = new Map<string, number>();
  for (const [place, { match, device }] of entries.entries()) {
    const sameIndex = device.index === undefined ? undefined : indexes.get(device.index);
    if (sameIndex !== undefined) {
      refuse(top, `devices[${sameIndex}] has the index ${device.index} too`, "devices", place, "index");
    } else if (device.index !== undefined) indexes.set(device.index, place);
    if (Object.keys(match).length === 0) continue;
    const key = keyOf(match, database);
    const same = matches.get(key);
    if (same === undefined) matches.set(key, place);
    else refuse(top, `devices[${same}] is about the same devices: put both into one entry`, "devices", place);
  }
}

/** Entries with a finding become ones that keep their devices out, whatever else is there for the same devices. */
function usableConfig(file: FileForm, findings: readonly Finding[], database: DeviceDatabase | undefined): UserConfig {
  const { levelCap, onlyAllowed, devices: entries = [] } = file;
  const bad = new Set(findings.map(({ path }) => entryOf(path)));
  const isBad = (_: Entry, place: number) => bad.has(place);
  const denied = new Map(entries.filter(isBad).map(({ match }) => [keyOf(match, database), match]));
  denied.delete(keyOf({}, database));
  const isGood = (entry: Entry, place: number) => !isBad(entry, place) && !denied.has(keyOf(entry.match, database));
  const lostAllowance = entries.some((entry, place) => entry.mayAllow && !isGood(entry, place));
  return {
    ...(levelCap !== undefined && { levelCap }),
    ...(lostAllowance ? { onlyAllowed: true } : onlyAllowed !== undefined && { onlyAllowed }),
    devices: [
      ...entries.filter(isGood).map(({ device }) => device),
      ...[...denied.values()].map((match) => ({ ...match, access: "deny" as const })),
    ],
  };
}

/** The same for entries that fit the same devices: a model may have several identifiers. */
function keyOf({ hardware, protocol, identifier }: UserDeviceMatch, database: DeviceDatabase | undefined): string {
  const model = protocol !== undefined && identifier !== undefined ? database?.model(protocol, identifier) : undefined;
  return JSON.stringify([hardware, protocol, model ? { model: model.id } : identifier]);
}
