import { ButtplugError } from "@buttplug-ts/core";
import type { UserDevice, UserDeviceMatch } from "./user-config.js";
import { fileFormOfDevice, serializeUserConfig } from "./user-config-file.js";
import { isObject, type Path } from "./user-config-spot.js";
import { readText, withoutMark } from "./user-config-text.js";
import { withValue } from "./user-config-text-edit.js";

/** What to write into an entry: settings that are there are set, at any depth; undefined takes one out, others stay. */
export type UserDeviceChange = Change<Omit<UserDevice, keyof UserDeviceMatch>>;

type Change<T> = T extends object
  ? T extends readonly unknown[]
    ? T
    : { readonly [K in keyof T]?: Change<T[K]> | undefined }
  : T;

/**
 * The text of a file with one entry changed, made if there was none for exactly this match, or with `undefined` taken out.
 * Comments, order and layout of the rest stay. Empty text is a file that does not exist yet. Whether the change is a
 * good one is not looked at: parse the result.
 * @throws ButtplugError `config/unreadable` if the text cannot be read.
 */
export function editUserConfig(text: string, match: UserDeviceMatch, change: UserDeviceChange | undefined): string {
  const plain = plainText(text);
  const devices = devicesIn(plain);
  const found = devices.findIndex((entry) => isFor(entry, match));
  if (change === undefined) return found === -1 ? plain : withValue(plain, ["devices", found], undefined);
  const place = found === -1 ? devices.length : found;
  const wanted = { ...match, ...(fileFormOfDevice(change) as object) };
  const edits = editsFor(wanted, devices[place], ["devices", place]);
  return edits.reduce((result, [path, value]) => withValue(result, path, value), plain);
}

/**
 * The text of a file with another level cap; without one if it is undefined. The rest stays as {@link editUserConfig} tells.
 * @throws ButtplugError `config/unreadable` if the text cannot be read.
 */
export function editLevelCap(text: string, levelCap: number | undefined): string {
  return withOverall(text, "levelCap", levelCap);
}

/**
 * The text of a file by which only allowed devices are connected, also if there is none; or without that if it is undefined. The
 * rest stays as {@link editUserConfig} tells.
 * @throws ButtplugError `config/unreadable` if the text cannot be read.
 */
export function editOnlyAllowed(text: string, onlyAllowed: boolean | undefined): string {
  return withOverall(text, "onlyAllowed", onlyAllowed);
}

function withOverall(text: string, key: "levelCap" | "onlyAllowed", value: unknown): string {
  const plain = plainText(text);
  devicesIn(plain);
  return withValue(plain, [key], value);
}

/** Empty text is a file that does not exist yet. */
function plainText(text: string): string {
  return text.trim() === "" ? serializeUserConfig({ devices: [] }) : withoutMark(text);
}

/** As few and as small edits as do it, so that the layout stays where nothing changes. */
function editsFor(wanted: unknown, present: unknown, path: Path): [Path, unknown][] {
  if (isObject(wanted) && isObject(present)) {
    return Object.entries(wanted).flatMap(([key, value]) => editsFor(value, present[key], [...path, key]));
  }
  return JSON.stringify(wanted) === JSON.stringify(present) ? [] : [[path, wanted]];
}

function devicesIn(text: string): readonly unknown[] {
  const { value, findings, placeOf } = readText(text);
  const devices = isObject(value) ? (value["devices"] ?? []) : undefined;
  if (Array.isArray(devices)) return devices;
  const [finding = { path: ["devices"], message: "there is no list of devices" }] = findings;
  const { line, column } = placeOf(finding);
  const message = `the configuration cannot be changed: ${finding.message} (line ${line}, column ${column})`;
  throw new ButtplugError("config/unreadable", message, { details: { line, column } });
}

function isFor(entry: unknown, match: UserDeviceMatch): boolean {
  return isObject(entry) && (["hardware", "protocol", "identifier"] as const).every((key) => entry[key] === match[key]);
}
