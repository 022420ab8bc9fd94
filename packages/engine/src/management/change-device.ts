import type { OutputLimits, UserDevice, UserDeviceMatch, UserFeature } from "@buttplug-ts/device-db/user-config";
import { editUserConfig, parseUserConfig, type UserDeviceChange } from "@buttplug-ts/device-db/user-config-file";
import type { DeviceChange, EntrySettings } from "@buttplug-ts/management";

/** A change without what it is about. */
export type Decision = Omit<DeviceChange, keyof UserDeviceMatch>;

/**
 * The text of the settings with a change of the entry for exactly `match`. What the change leaves empty goes, too; the rest stays,
 * letter by letter. Whether the change is a good one is not looked at.
 * @throws ButtplugError `config/unreadable` if the text cannot be read
 */
export function changeDevice(text: string, match: UserDeviceMatch, change: Decision): string {
  const { limits = [], inputs = [], ...plain } = change;
  const changed = editUserConfig(text, match, {
    ...withoutNulls(plain),
    ...(limits.length + inputs.length > 0 && { features: featuresOf(limits, inputs) }),
  } as UserDeviceChange);
  const { config, problems } = parseUserConfig(changed);
  const entry = config?.devices.find((each) => isFor(each, match));
  // Of a bad entry nothing is left in the configuration: it must not be taken for an empty one.
  if (problems.length > 0 || entry === undefined) return changed;
  const { hardware, protocol, identifier: _, features = {}, ...rest } = entry;
  const empty = Object.entries(features).filter(([, feature]) => isEmpty(feature));
  if (empty.length < Object.keys(features).length) {
    return editUserConfig(changed, match, { features: Object.fromEntries(empty.map(([index]) => [index, undefined])) });
  }
  // That a protocol is spoken at a port is something, too.
  const isSaying = Object.keys(rest).length > 0 || (hardware !== undefined && protocol !== undefined);
  return editUserConfig(changed, match, isSaying ? { features: undefined } : undefined);
}

/**
 * The text of the settings with what the entry for exactly `match` says replaced; without the entry if it is null.
 * @throws ButtplugError `config/unreadable` if the text cannot be read
 */
export function setEntry(text: string, match: UserDeviceMatch, settings: EntrySettings | null): string {
  const without = editUserConfig(text, match, undefined);
  return settings === null ? without : editUserConfig(without, match, settings);
}

/** What an entry is about. */
export function matchOf({ hardware, protocol, identifier }: UserDeviceMatch): UserDeviceMatch {
  return {
    ...(hardware !== undefined && { hardware }),
    ...(protocol !== undefined && { protocol }),
    ...(identifier !== undefined && { identifier }),
  };
}

function isFor(entry: UserDevice, match: UserDeviceMatch): boolean {
  return (["hardware", "protocol", "identifier"] as const).every((key) => entry[key] === match[key]);
}

/** All that an output could have, so that what is not wanted any more is taken out. */
const noLimits: { readonly [K in keyof OutputLimits]-?: undefined } = {
  enabled: undefined,
  range: undefined,
  reverse: undefined,
  durationMs: undefined,
  maxStepsPerSecond: undefined,
  maxRisePerSecond: undefined,
};

type Parts = Record<number, { readonly outputs?: object; readonly inputs?: object }>;

function featuresOf(limits: NonNullable<DeviceChange["limits"]>, inputs: NonNullable<DeviceChange["inputs"]>): object {
  const features: Parts = {};
  for (const { feature, output, limits: wanted } of limits) {
    const isNone = wanted === null || Object.keys(wanted).length === 0;
    const outputs = { ...features[feature]?.outputs, [output]: isNone ? undefined : { ...noLimits, ...wanted } };
    features[feature] = { ...features[feature], outputs };
  }
  for (const { feature, input, enabled } of inputs) {
    const all = { ...features[feature]?.inputs, [input]: enabled === null ? undefined : { enabled } };
    features[feature] = { ...features[feature], inputs: all };
  }
  return features;
}

function withoutNulls(settings: object): object {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, value ?? undefined]));
}

function isEmpty({ outputs = {}, inputs = {} }: UserFeature): boolean {
  return Object.keys(outputs).length + Object.keys(inputs).length === 0;
}
