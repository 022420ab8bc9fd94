import type { OutputLimits, UserDevice, UserFeature } from "@buttplug-ts/device-db/user-config";
import { editUserConfig, parseUserConfig, type UserDeviceChange } from "@buttplug-ts/device-db/user-config-file";
import type { DeviceChange } from "@buttplug-ts/management";

/** Whether an entry is about exactly this hardware, whatever it speaks. */
export function isFor({ hardware, protocol, identifier }: UserDevice, wanted: string): boolean {
  return hardware === wanted && protocol === undefined && identifier === undefined;
}

/**
 * The text of the settings with a change of one piece of hardware. What the change leaves empty goes, too; the rest stays,
 * letter by letter. Whether the change is a good one is not looked at.
 * @throws ButtplugError `config/unreadable` if the text cannot be read
 */
export function changeDevice(text: string, { hardware, limits = [], ...plain }: DeviceChange): string {
  const match = { hardware };
  const changed = editUserConfig(text, match, {
    ...withoutNulls(plain),
    ...(limits.length > 0 && { features: featuresOf(limits) }),
  } as UserDeviceChange);
  const { config, problems } = parseUserConfig(changed);
  const entry = config?.devices.find((each) => isFor(each, hardware));
  // Of a bad entry nothing is left in the configuration: it must not be taken for an empty one.
  if (problems.length > 0 || entry === undefined) return changed;
  const { hardware: _, features = {}, ...rest } = entry;
  const empty = Object.entries(features).filter(([, feature]) => isEmpty(feature));
  if (empty.length < Object.keys(features).length) {
    return editUserConfig(changed, match, { features: Object.fromEntries(empty.map(([index]) => [index, undefined])) });
  }
  return editUserConfig(changed, match, Object.keys(rest).length > 0 ? { features: undefined } : undefined);
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

function featuresOf(limits: NonNullable<DeviceChange["limits"]>): object {
  const features: Record<number, { readonly outputs: object }> = {};
  for (const { feature, output, limits: wanted } of limits) {
    const isNone = wanted === null || Object.keys(wanted).length === 0;
    const outputs = { ...features[feature]?.outputs, [output]: isNone ? undefined : { ...noLimits, ...wanted } };
    features[feature] = { outputs };
  }
  return features;
}

function withoutNulls(settings: object): object {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, value ?? undefined]));
}

function isEmpty({ outputs = {}, inputs = {} }: UserFeature): boolean {
  return Object.keys(outputs).length + Object.keys(inputs).length === 0;
}
