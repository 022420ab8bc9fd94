import type { DeviceFile } from "./device-file.js";
import { readSection } from "./upstream-section.js";
import { entriesOf, isObject, refuse, type Spot, show, within } from "./user-config-spot.js";

const readableMajor = 4;

/** Whether this is a device configuration of the Buttplug project, be it the base file or a user's. */
export function isUpstream(value: unknown): boolean {
  return isObject(value) && ["protocols", "user_configs"].some((key) => key in value);
}

/** What a base file, or a user's, says about each protocol. Nothing if its version cannot be read. */
export function readUpstream(top: Spot): readonly DeviceFile[] {
  const { value } = withoutNulls(top);
  if (!isObject(value) || !isReadable(top)) return [];
  const { protocols, user_configs: user } = value;
  const ofUser = isObject(user) ? user["protocols"] : undefined;
  return [
    ...readSections(within(top, "protocols", protocols)),
    ...readSections(within(within(top, "user_configs", user), "protocols", ofUser)),
  ];
}

/** Each section has findings of its own: one that is good can be used, whatever the others are. */
export function readSections(spot: Spot): readonly DeviceFile[] {
  const entries = spot.value === undefined ? undefined : entriesOf(spot);
  return [...(entries ?? [])].map(([protocol, entry]) => readSection({ ...entry, findings: [] }, protocol));
}

/** Notes it if the version is one that nobody here knows. */
export function isReadable(top: Spot): boolean {
  const version = isObject(top.value) ? top.value["version"] : undefined;
  const major = isObject(version) ? version["major"] : undefined;
  if (major === readableMajor) return true;
  refuse(top, `version ${show(major)} cannot be read: expected { "major": ${readableMajor}, … }`, "version");
  return false;
}

/** The existing server writes null for what is not there. */
export function withoutNulls(spot: Spot): Spot {
  return { ...spot, value: cleaned(spot.value) };
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned);
  if (!isObject(value)) return value;
  const present = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(present.map(([key, one]) => [key, cleaned(one)]));
}
