import { ButtplugError, isPosition, type OutputType, outputTypes, type Range } from "@buttplug-ts/core";
import type { DeviceInfo, FeatureInfo, Grant, KnownOutputCommand, OutputInfos } from "@buttplug-ts/messages";
import { describeDevice } from "./describe-device.js";
import type { ServerDevice } from "./server-device.js";

/** What one session may see and command, on top of what the owner's settings leave of each device. */
export class Permits {
  readonly #grant: Grant;

  constructor(grant: Grant) {
    this.#grant = grant;
  }

  /** Whether the session may have devices looked for. */
  checkScan(): void {
    if (this.#grant.readOnly) throw notPermitted("this client may look and read only, so it cannot scan");
  }

  sees(device: ServerDevice): boolean {
    return this.#grant.devices?.includes(device.summary.hardware) ?? true;
  }

  /** The device as this session sees it: without what it may not command, in the ranges that its cap leaves. */
  describe(device: ServerDevice, stableId: string): DeviceInfo {
    const { readOnly, outputs, levelCap } = this.#grant;
    const info = describeDevice(device, stableId);
    if (!readOnly && outputs === undefined && levelCap === undefined) return info;
    const deviceFeatures = info.deviceFeatures.flatMap((feature) => this.#describeFeature(device, feature));
    return { ...info, deviceFeatures };
  }

  /** @throws ButtplugError `device/not-permitted`, or `device/value-out-of-range` for a level above the session's cap */
  checkOutput(device: ServerDevice, feature: number, { type, value }: KnownOutputCommand): void {
    const { index: deviceIndex } = device;
    if (this.#grant.readOnly) throw notPermitted("this client may look and read only", deviceIndex);
    if (!this.#mayCommand(type)) {
      const allowed = this.#grant.outputs?.join(", ") || "nothing";
      throw notPermitted(`this client may not command ${type}; it may command ${allowed}`, deviceIndex);
    }
    const range = this.#rangeOf(device, feature, type);
    if (range === undefined || (value >= range[0] && value <= range[1])) return;
    const text = `${value} is above what this client may command: ${type} of feature ${feature} takes ${range[0]} to ${range[1]} from it`;
    throw new ButtplugError("device/value-out-of-range", text, { details: { value, range } });
  }

  #describeFeature(device: ServerDevice, feature: FeatureInfo): readonly FeatureInfo[] {
    const { output = {}, ...rest } = feature;
    const left = outputTypes.flatMap((type) => {
      const info = output[type];
      if (info === undefined || this.#grant.readOnly || !this.#mayCommand(type)) return [];
      return [[type, { ...info, value: this.#rangeOf(device, feature.featureIndex, type) ?? info.value }] as const];
    });
    if (left.length === 0 && rest.input === undefined) return [];
    return [left.length === 0 ? rest : { ...rest, output: Object.fromEntries(left) as OutputInfos }];
  }

  #mayCommand(type: OutputType): boolean {
    return this.#grant.outputs?.includes(type) ?? true;
  }

  /** What is left of the range that clients see; undefined: all of it. */
  #rangeOf(device: ServerDevice, feature: number, type: OutputType): Range | undefined {
    const { levelCap } = this.#grant;
    const limited = device.limitedOutput(feature, type);
    if (levelCap === undefined || limited === undefined || isPosition(type)) return undefined;
    const [low, high] = limited.definition.range;
    const top = Math.max(0, Math.min(high, Math.floor(limited.modelHigh * levelCap) - limited.lowest));
    return [low < 0 ? -top : 0, top];
  }
}

function notPermitted(why: string, deviceIndex?: number): ButtplugError {
  return new ButtplugError("device/not-permitted", why, { details: deviceIndex === undefined ? {} : { deviceIndex } });
}
