import { asButtplugError, ButtplugError } from "@buttplug-ts/core";
import { applyEdits, type FormattingOptions, type JSONPath, modify } from "jsonc-parser";
import type { UserDevice, UserDeviceMatch } from "./user-config.js";
import { fileFormOfDevice, serializeUserConfig } from "./user-config-file.js";
import { textOfPath } from "./user-config-problem.js";
import { readText, withoutMark } from "./user-config-text.js";

/** What to write into an entry: settings that are there are set, undefined takes one out, the others stay. */
export type UserDeviceChange = {
  readonly [K in Exclude<keyof UserDevice, keyof UserDeviceMatch>]?: UserDevice[K] | undefined;
};

/**
 * The text of a file with one entry changed, made if there was none for exactly this match, or with `undefined` taken out.
 * Comments, order and layout of the rest stay. Empty text is a file that does not exist yet. Whether the change is a
 * good one is not looked at: parse the result.
 * @throws ButtplugError `config/unreadable` if the text cannot be read.
 */
export function editUserConfig(text: string, match: UserDeviceMatch, change: UserDeviceChange | undefined): string {
  const plain = text.trim() === "" ? serializeUserConfig({ devices: [] }) : withoutMark(text);
  const devices = devicesIn(plain);
  const place = devices.findIndex((entry) => isFor(entry, match));
  const isNew = place === -1;
  if (change === undefined) return isNew ? plain : edited(plain, ["devices", place], undefined);
  const edits = leavesOf(fileFormOfDevice(change), []);
  const at = isNew ? devices.length : place;
  const before = isNew ? edited(plain, ["devices", at], match) : plain;
  return edits.reduce((result, [path, value]) => edited(result, ["devices", at, ...path], value), before);
}

function devicesIn(text: string): readonly unknown[] {
  const { value, findings, placeOf } = readText(text);
  const [broken] = value === undefined ? findings : [];
  if (broken) {
    const { line, column } = placeOf(broken);
    const message = `the configuration cannot be changed while it cannot be read: ${broken.message} (line ${line}, column ${column})`;
    throw new ButtplugError("config/unreadable", message, { details: { line, column } });
  }
  const devices = valueAt(value, ["devices"]) ?? [];
  return Array.isArray(devices) ? devices : [];
}

function isFor(entry: unknown, match: UserDeviceMatch): boolean {
  const keys = ["hardware", "protocol", "identifier"] as const;
  return keys.every((key) => valueAt(entry, [key]) === match[key]);
}

function leavesOf(value: unknown, path: JSONPath): [JSONPath, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...path, key]));
}

function edited(text: string, path: JSONPath, value: unknown): string {
  const { value: before } = readText(text);
  if (value === undefined && valueAt(before, path) === undefined) return text;
  const parent = path.slice(0, -1);
  // Taken out alone, the only key of an object would leave its trailing comma behind.
  const isLast = value === undefined && Object.keys(Object(valueAt(before, parent))).length === 1;
  const options = { formattingOptions: layoutOf(text) };
  try {
    const edits = isLast && parent.length > 1 ? modify(text, parent, {}, options) : modify(text, path, value, options);
    return applyEdits(text, edits);
  } catch (error) {
    throw asButtplugError(error, "config/unreadable", `the configuration cannot be changed at ${textOfPath(path)}`);
  }
}

function valueAt(value: unknown, path: JSONPath): unknown {
  return path.reduce(
    (at: unknown, key) => (typeof at === "object" ? (at as Record<string, unknown> | null)?.[key] : undefined),
    value,
  );
}

function layoutOf(text: string): FormattingOptions {
  const [, indent = "  "] = /^([ \t]+)\S/m.exec(text) ?? [];
  return { insertSpaces: !indent.startsWith("\t"), tabSize: indent.length, eol: text.includes("\r\n") ? "\r\n" : "\n" };
}
