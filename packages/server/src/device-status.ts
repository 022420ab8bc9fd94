import type { FeatureDefinition, OutputType } from "@buttplug-ts/core";
import type { DeviceSummary } from "./observation.js";
import type { ServerDevice } from "./server-device.js";

/** What the server knows of a connected device. */
export interface DeviceStatus extends DeviceSummary {
  /** The name that the owner gave. */
  readonly displayName?: string;
  /** Milliseconds between two commits; 0 for none. */
  readonly gapMs: number;
  /** What the model has, before any limit. */
  readonly features: readonly FeatureDefinition[];
  /** What the device was last told, in its own steps, before any limit. */
  readonly levels: readonly { readonly feature: number; readonly output: OutputType; readonly value: number }[];
  /** Which session drives which feature. */
  readonly drivers: readonly { readonly feature: number; readonly session: number; readonly clientName: string }[];
  /** Who holds it at rest. Of several, the one that errors name. */
  readonly heldBy?: string;
  /** The last battery reading in percent, and when it was taken on the server's clock. */
  readonly battery?: { readonly value: number; readonly atMs: number };
}

export function statusOf(device: ServerDevice): DeviceStatus {
  const { summary, displayName, gapMs, model, levels, heldBy, battery } = device;
  const drivers = device.drivers.all.map(([feature, { id, clientName }]) => ({ feature, session: id, clientName }));
  return {
    ...summary,
    ...(displayName !== undefined && { displayName }),
    gapMs,
    features: model.features,
    levels,
    drivers,
    ...(heldBy !== undefined && { heldBy }),
    ...(battery && { battery }),
  };
}
