import type { FeatureDefinition, InputType, OutputType } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { UserDevice } from "@buttplug-ts/device-db/user-config";
import type { DeviceState, FeatureState, HoldState } from "@buttplug-ts/management";
import type { DeviceInfo } from "@buttplug-ts/messages";
import type { ButtplugServer, DeviceStatus } from "@buttplug-ts/server";

/** What was read of a device and is shown until it is read again. */
export interface LastReadings {
  readonly rssiDbm?: number;
}

export interface DeviceStatesOptions {
  readonly server: ButtplugServer;
  readonly deviceDb: DeviceDatabase;
  readonly holds: readonly HoldState[];
  readonly readings: ReadonlyMap<number, LastReadings>;
}

/** The connected devices as their owner sees them: also what clients do not. */
export function deviceStates({ server, deviceDb, holds, readings }: DeviceStatesOptions): readonly DeviceState[] {
  const infos = new Map(server.devices.map((info) => [info.deviceIndex, info]));
  return server.deviceStatus.map((status) => {
    const { index, name, displayName, hardware, protocol, identifier, gapMs, battery } = status;
    const settings = server.userConfig.devices.find((entry) => entry.hardware === hardware);
    const heldBy = holds.find(({ devices }) => devices === "all" || devices.includes(index))?.by;
    const features = deviceDb.model(protocol, identifier)?.features ?? [];
    const rssiDbm = readings.get(index)?.rssiDbm;
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
      features: features.map((feature) => featureState(feature, status, infos.get(index), settings)),
    };
  });
}

function featureState(
  feature: FeatureDefinition,
  status: DeviceStatus,
  info: DeviceInfo | undefined,
  settings: UserDevice | undefined,
): FeatureState {
  const { index, label } = feature;
  const visible = info?.deviceFeatures.find(({ featureIndex }) => featureIndex === index);
  const driver = status.drivers.find((each) => each.feature === index);
  const outputs = (Object.keys(feature.outputs) as OutputType[]).flatMap((type) => {
    const definition = feature.outputs[type];
    if (definition === undefined) return [];
    const { range: modelRange, durationRange } = definition;
    const range = visible?.output?.[type]?.value;
    const limits = settings?.features?.[index]?.outputs?.[type];
    const level = status.levels.find((each) => each.feature === index && each.output === type)?.value ?? 0;
    return [
      {
        type,
        modelRange,
        level,
        ...(range && { range }),
        ...(durationRange && { durationRange }),
        ...(limits && { limits }),
      },
    ];
  });
  const inputs = (Object.keys(feature.inputs) as InputType[]).map((type) => {
    const commands = feature.inputs[type]?.commands ?? [];
    return { type, commands, enabled: visible?.input?.[type] !== undefined };
  });
  return {
    index,
    description: label,
    outputs,
    inputs,
    ...(driver && { driver: { session: driver.session, clientName: driver.clientName } }),
  };
}
