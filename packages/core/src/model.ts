import type { InputCommand, InputType, OutputType, Range } from "./capabilities.js";

/** One output of a feature: which steps it takes. */
export interface OutputDefinition {
  /** Inclusive steps. A low end below zero means that the output has a direction. */
  readonly range: Range;
  /** Milliseconds, for outputs that take a duration. */
  readonly durationRange?: Range;
}

/** One input of a feature: what its readings are and how they can be had. */
export interface InputDefinition {
  /** One range a value that the sensor yields. */
  readonly ranges: readonly Range[];
  readonly commands: readonly Exclude<InputCommand, "unsubscribe">[];
}

/** A part of a device that does or measures one thing. */
export interface FeatureDefinition {
  /** The feature's index on the wire; unique in its device. */
  readonly index: number;
  /** Shown to people; may be empty. */
  readonly label: string;
  readonly outputs: { readonly [T in OutputType]?: OutputDefinition };
  readonly inputs: { readonly [T in InputType]?: InputDefinition };
}

/** A device model as the database knows it. */
export interface ModelDefinition {
  /** Stable, never reused, such as `lovense-nora`. */
  readonly id: string;
  readonly protocol: string;
  /** What the protocol's identification gave; empty for the default model of a protocol. */
  readonly identifier: string;
  readonly name: string;
  /** A hint for the protocol, where models need one. */
  readonly variant?: string;
  /** Milliseconds between two commits, where the model needs another gap than its bus. */
  readonly gapMs?: number;
  readonly features: readonly FeatureDefinition[];
}
