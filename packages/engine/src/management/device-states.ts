import { isPosition } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { DeviceState, FeatureState, KnownFeature, OutputState } from "@buttplug-ts/management";
import type { FeatureInfo } from "@buttplug-ts/messages";
import type { ButtplugServer, DeviceStatus } from "@buttplug-ts/server";
import { decide, knownFeatures } from "./device-decisions.js";

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
  const { userConfig: config, devices } = server;
  const infos = new Map(devices.map(({ deviceIndex, deviceFeatures }) => [deviceIndex, deviceFeatures]));
  return deviceStatus.map((status) => {
    const { index, name, protocol, identifier, gapMs, battery, heldBy, bus } = status;
    const visible = infos.get(index) ?? [];
    const { decisions, settings } = decide(status, { config, deviceDb, busGapMs: bus.gapMs });
    const rssiDbm = signals.get(index);
    return {
      index,
      name,
      protocol,
      identifier,
      gapMs,
      ...decisions,
      ...(battery && { batteryPercent: battery.value }),
      ...(rssiDbm !== undefined && { rssiDbm }),
      ...(heldBy !== undefined && { heldBy }),
      features: knownFeatures(status, settings).map((feature) => {
        const seen = visible.find(({ featureIndex }) => featureIndex === feature.index);
        return featureState(feature, status, seen);
      }),
    };
  });
}

function featureState(
  feature: KnownFeature,
  { drivers, levels }: DeviceStatus,
  visible: FeatureInfo | undefined,
): FeatureState {
  const driver = drivers.find((each) => each.feature === feature.index);
  return {
    ...feature,
    outputs: feature.outputs.map((output): OutputState => {
      const { type } = output;
      const range = visible?.output?.[type]?.value;
      const told = levels.find((each) => each.feature === feature.index && each.output === type)?.value;
      // What was told nothing is at rest; where a position is at rest, nobody knows.
      const level = told ?? (isPosition(type) ? undefined : 0);
      return { ...output, ...(range && { range }), ...(level !== undefined && { level }) };
    }),
    ...(driver && { driver: { session: driver.session, clientName: driver.clientName } }),
  };
}
