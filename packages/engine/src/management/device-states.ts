import type { FeatureDefinition, InputType, OutputDefinition, OutputType } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import { type DeviceSettings, settingsFor } from "@buttplug-ts/device-db/user-config";
import type { DeviceState, FeatureState, InputState, OutputState } from "@buttplug-ts/management";
import type { FeatureInfo } from "@buttplug-ts/messages";
import type { ButtplugServer, DeviceStatus } from "@buttplug-ts/server";
import { isFor } from "./change-device.js";

export interface DeviceStatesOptions {
  readonly server: ButtplugServer;
  readonly deviceDb: DeviceDatabase;
  /** Signal strengths in dBm, by the device's index. */
  readonly signals: ReadonlyMap<number, number>;
}

/** The connected devices as their owner sees them: also what clients do not. */
export function deviceStates(
  deviceStatus: readonly DeviceStatus[],
  { server, deviceDb, signals }: DeviceStatesOptions,
): readonly DeviceState[] {
  const { userConfig, devices } = server;
  const infos = new Map(devices.map(({ deviceIndex, deviceFeatures }) => [deviceIndex, deviceFeatures]));
  return deviceStatus.map((status) => {
    const { index, name, displayName, hardware, protocol, identifier, gapMs, battery, heldBy, features } = status;
    const visible = infos.get(index) ?? [];
    const effective = settingsFor(userConfig, { hardware, protocol, identifier }, deviceDb);
    const settings = userConfig.devices.find((entry) => isFor(entry, hardware));
    const rssiDbm = signals.get(index);
    return {
      index,
      name,
      hardware,
      protocol,
      identifier,
      gapMs,
      ...(displayName !== undefined && { displayName }),
      ...(battery && { batteryPercent: battery.value }),
      ...(rssiDbm !== undefined && { rssiDbm }),
      ...(heldBy !== undefined && { heldBy }),
      ...(settings && { settings }),
      features: features.map((feature) => {
        const seen = visible.find(({ featureIndex }) => featureIndex === feature.index);
        return featureState(feature, status, seen, effective);
      }),
    };
  });
}

function featureState(
  { index, label, outputs, inputs }: FeatureDefinition,
  { drivers, levels }: DeviceStatus,
  visible: FeatureInfo | undefined,
  settings: DeviceSettings,
): FeatureState {
  const driver = drivers.find(({ feature }) => feature === index);
  const outputState = ([type, { range: modelRange, durationRange }]: [OutputType, OutputDefinition]): OutputState => {
    const range = visible?.output?.[type]?.value;
    const limits = settings.features?.[index]?.outputs?.[type];
    const level = levels.find(({ feature, output }) => feature === index && output === type)?.value ?? 0;
    return {
      type,
      modelRange,
      level,
      ...(range && { range }),
      ...(durationRange && { durationRange }),
      ...(limits && { limits }),
    };
  };
  const inputState = (type: InputType): InputState => ({
    type,
    commands: inputs[type]?.commands ?? [],
    enabled: visible?.input?.[type] !== undefined,
  });
  return {
    index,
    description: label,
    outputs: (Object.entries(outputs) as [OutputType, OutputDefinition][]).map(outputState),
    inputs: (Object.keys(inputs) as InputType[]).map(inputState),
    ...(driver && { driver: { session: driver.session, clientName: driver.clientName } }),
  };
}
