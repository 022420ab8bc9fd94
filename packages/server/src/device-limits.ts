import {
  type FeatureDefinition,
  type InputType,
  isPosition,
  type ModelDefinition,
  type OutputDefinition,
  type OutputType,
  type Range,
} from "@buttplug-ts/core";
import type { OutputLimits, UserFeature } from "@buttplug-ts/device-db/user-config";

/** One output after the user's limits. */
export interface LimitedOutput {
  /** What clients are told, and what their commands are checked against. */
  readonly definition: OutputDefinition;
  readonly maxStepsPerSecond: number | undefined;
  readonly maxRisePerSecond: number | undefined;
  /** The device's steps that commands reach; of levels with a direction the magnitudes. */
  readonly lowest: number;
  readonly highest: number;
  /** The model's highest step, before any limit. */
  readonly modelHigh: number;
  /** The longest duration in milliseconds that the model takes. */
  readonly longestMs: number;
  /** The device's value for a client's value that lies in the range of `definition`. */
  toDevice(value: number): number;
  /** The nearest value that the device may get. The last word before the encoder. */
  bound(value: number): number;
}

/** What the user decided about one device, put together from all entries that fit it. */
export interface DeviceSettings {
  readonly name?: string;
  readonly gapMs?: number;
  readonly features?: Readonly<Record<number, UserFeature>>;
}

/** A model's features as the user lets clients have them. */
export class DeviceLimits {
  /** What clients see: without what is switched off, in the ranges that are left. */
  readonly features: readonly FeatureDefinition[];
  /** Whether any limit depends on time. */
  readonly inTime: boolean;
  readonly #outputs = new Map<number, { readonly [T in OutputType]?: LimitedOutput }>();

  constructor(model: ModelDefinition, settings: DeviceSettings, levelCap = 1) {
    this.features = model.features.map((feature) => this.#limit(feature, settings.features?.[feature.index], levelCap));
    const all = [...this.#outputs.values()].flatMap((outputs) => Object.values(outputs));
    this.inTime = all.some(({ maxStepsPerSecond, maxRisePerSecond }) => maxStepsPerSecond ?? maxRisePerSecond);
  }

  /** Undefined if the feature has no such output or the user switched it off. */
  output(feature: number, type: OutputType): LimitedOutput | undefined {
    return this.#outputs.get(feature)?.[type];
  }

  #limit(feature: FeatureDefinition, user: UserFeature = {}, levelCap: number): FeatureDefinition {
    const limited: { [T in OutputType]?: LimitedOutput } = {};
    for (const [type, definition] of entries(feature.outputs)) {
      const limits = user.outputs?.[type] ?? {};
      if (limits.enabled !== false) limited[type] = limitOutput(type, definition, limits, levelCap);
    }
    this.#outputs.set(feature.index, limited);
    const outputs: { [T in OutputType]?: OutputDefinition } = {};
    for (const [type, { definition }] of entries(limited)) outputs[type] = definition;
    const off = (type: InputType) => user.inputs?.[type]?.enabled === false;
    const inputs = Object.fromEntries(entries(feature.inputs).filter(([type]) => !off(type)));
    return { ...feature, outputs, inputs };
  }
}

/** Ranges are mapped as `facts/behaviour.md` 6.3 and 6.4 tell, but for the position 0, which maps like any other. */
function limitOutput(
  type: OutputType,
  { range: [low, high], durationRange }: OutputDefinition,
  limits: OutputLimits,
  levelCap: number,
): LimitedOutput {
  const { maxStepsPerSecond, maxRisePerSecond } = limits;
  const [userLow, userHigh] = limits.range ?? [isPosition(type) ? low : 0, high];
  const top = isPosition(type) ? userHigh : Math.min(userHigh, Math.floor(high * levelCap));
  const bottom = Math.min(userLow, top);
  const steps = top - bottom;
  const duration = durationRange && limits.durationMs ? overlap(durationRange, limits.durationMs) : durationRange;
  const longestMs = durationRange?.[1] ?? Number.POSITIVE_INFINITY;
  const common = { maxStepsPerSecond, maxRisePerSecond, lowest: bottom, highest: top, modelHigh: high, longestMs };
  if (isPosition(type)) {
    return {
      ...common,
      definition: { range: [0, steps], ...(duration && { durationRange: duration }) },
      toDevice: limits.reverse ? (value) => top - value : (value) => bottom + value,
      bound: (value) => Math.max(bottom, Math.min(top, value)),
    };
  }
  return {
    ...common,
    definition: { range: [low < 0 ? -steps : Math.min(Math.max(low, 0), steps), steps] },
    toDevice: (value) => Math.sign(value) * (bottom + Math.abs(value)),
    bound: (value) => Math.max(-top, Math.min(top, value)),
  };
}

function overlap(model: Range, user: Range): Range {
  return [Math.max(model[0], user[0]), Math.min(model[1], user[1])];
}

function entries<K extends string, V>(record: { readonly [T in K]?: V }): [K, V][] {
  return Object.entries(record) as [K, V][];
}
