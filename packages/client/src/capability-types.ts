import type { InputType, OutputType } from "@buttplug-ts/core";
import type { InputInfo, OutputInfoOf } from "./device-facts.js";
import type { Feature } from "./feature.js";

/** A feature that is known to have an output. */
export type FeatureWithOutput<T extends OutputType> = Feature & {
  readonly outputs: { readonly [K in T]: OutputInfoOf<K> };
};

/** A feature that is known to have an input. */
export type FeatureWithInput<T extends InputType> = Feature & { readonly inputs: { readonly [K in T]: InputInfo } };

/** What is known of a feature or a device after `hasOutput`. */
export type NarrowedByOutput<Target, T extends OutputType> = Target extends Feature
  ? { readonly outputs: { readonly [K in T]: OutputInfoOf<K> } }
  : { featuresWith(type: T): readonly [FeatureWithOutput<T>, ...FeatureWithOutput<T>[]] };

/** What is known of a feature or a device after `hasInput`. */
export type NarrowedByInput<Target, T extends InputType> = Target extends Feature
  ? { readonly inputs: { readonly [K in T]: InputInfo } }
  : { featuresWithInput(type: T): readonly [FeatureWithInput<T>, ...FeatureWithInput<T>[]] };
