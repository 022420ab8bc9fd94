import type { FeatureDefinition } from "@buttplug-ts/core";
import type { ProtocolData } from "./device-data.js";
import type { Spot } from "./user-config-spot.js";

/** What one file, or one section of a file, adds to a protocol, whatever its format was. */
export interface DeviceFile extends Omit<ProtocolData, "key" | "models"> {
  readonly protocol: string;
  readonly models: readonly FileModel[];
  /** Where it stands. What is wrong with it is noted there. */
  readonly spot: Spot;
}

/** A model as a file has it. */
export interface FileModel {
  readonly id: string;
  readonly name: string;
  /** None: the protocol's default model. */
  readonly identifiers: readonly string[];
  /** Absent: those of the protocol's default model. */
  readonly features?: readonly FeatureDefinition[];
  /** Ids of `features`, in their order, where the format has any. */
  readonly featureIds?: readonly (string | undefined)[];
  readonly variant?: string;
  readonly gapMs?: number;
  readonly spot: Spot;
}
