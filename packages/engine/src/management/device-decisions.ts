import type { InputType, ModelDefinition, OutputType } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import {
  type DeviceSettings,
  entriesFor,
  mayConnect,
  settingsFor,
  type UserConfig,
  type UserDevice,
} from "@buttplug-ts/device-db/user-config";
import type { DeviceDecisions, KnownFeature } from "@buttplug-ts/management";

/** Which device is meant. Without protocol and identifier nobody knows what the hardware is. */
export interface Identity {
  readonly hardware: string;
  readonly protocol?: string;
  readonly identifier?: string;
}

export interface Decided {
  readonly decisions: DeviceDecisions;
  /** Of all entries that fit. */
  readonly settings: DeviceSettings;
}

/** What the owner decided about a device. `busGapMs` is what the bus asks for where nothing else says a gap. */
export function decide(
  device: Identity,
  { config, deviceDb, busGapMs }: { config: UserConfig; deviceDb: DeviceDatabase; busGapMs?: number },
): Decided {
  const { hardware, protocol, identifier } = device;
  const kind = protocol === undefined || identifier === undefined ? undefined : { hardware, protocol, identifier };
  const entries = kind ? entriesFor(config, kind, deviceDb) : entriesOf(config, hardware);
  const own = entries.find((entry) => entry.hardware !== undefined);
  const otherSettings = entries.filter((entry) => entry !== own);
  // Of a device whose model is not known no features are shown.
  const settings = kind ? settingsFor(config, kind, deviceDb) : Object.assign({}, ...entries.toReversed());
  const modelGapMs = kind && deviceDb.model(kind.protocol, kind.identifier)?.gapMs;
  const usualGapMs = otherSettings.find(({ gapMs }) => gapMs !== undefined)?.gapMs ?? modelGapMs ?? busGapMs;
  const decisions = {
    hardware,
    ...(settings.name !== undefined && { displayName: settings.name }),
    ...(own && { settings: own }),
    otherSettings,
    mayConnect: mayConnect(config, device, deviceDb),
    ...(usualGapMs !== undefined && { usualGapMs }),
  };
  return { decisions, settings };
}

/** What a model has, and what the owner decided about each part of it. */
export function knownFeatures(
  { features }: Pick<ModelDefinition, "features">,
  settings: DeviceSettings,
): KnownFeature[] {
  return features.map(({ index, label, outputs, inputs }) => {
    const decided = settings.features?.[index];
    return {
      index,
      description: label,
      outputs: entries(outputs).map(([type, { range: modelRange, durationRange }]) => {
        const limits = decided?.outputs?.[type as OutputType];
        return { type, modelRange, ...(durationRange && { durationRange }), ...(limits && { limits }) };
      }),
      inputs: entries(inputs).map(([type, { commands }]) => ({
        type,
        commands,
        enabled: decided?.inputs?.[type as InputType]?.enabled !== false,
      })),
    };
  });
}

/** Those that name this hardware, the most special first. */
function entriesOf({ devices }: UserConfig, hardware: string): readonly UserDevice[] {
  const specialty = ({ protocol, identifier }: UserDevice) =>
    Number(protocol !== undefined) + Number(identifier !== undefined);
  return devices.filter((entry) => entry.hardware === hardware).sort((a, b) => specialty(b) - specialty(a));
}

function entries<K extends string, V>(record: { readonly [T in K]?: V }): [K, V][] {
  return Object.entries(record) as [K, V][];
}
