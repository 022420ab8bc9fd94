import { type OutputType, outputTypes, type Range } from "@buttplug-ts/core";
import { anyText, complete, gap, ignored, index } from "./device-file-values.js";
import { upstreamOutput } from "./upstream-models.js";
import { type Reader, type Readers, readObject, type Spot } from "./user-config-spot.js";
import { flag, list, range, text } from "./user-config-values.js";

/** What the existing system's file says about one piece of hardware, as far as it could be read. */
export interface UpstreamDevice {
  readonly address: string;
  readonly protocol: string;
  readonly identifier: string | undefined;
  readonly modelId: string | undefined;
  readonly features: readonly UpstreamUserFeature[];
  readonly allow: boolean;
  readonly deny: boolean;
  readonly index: number | undefined;
  readonly name: string | undefined;
  readonly gapMs: number | undefined;
}

export interface UpstreamUserFeature {
  readonly base_id: string;
  readonly output?: { readonly [T in OutputType]?: UpstreamLimits };
  readonly spot: Spot;
}

export interface UpstreamLimits {
  readonly value?: Range;
  readonly duration?: Range;
  readonly disabled?: boolean;
  readonly reverse?: boolean;
  readonly reverse_position?: boolean;
}

interface Identity {
  readonly address: string;
  readonly protocol: string;
  readonly identifier?: string;
}

interface Customization {
  readonly allow?: boolean;
  readonly deny?: boolean;
  readonly index?: number;
  readonly display_name?: string;
  readonly message_gap_ms?: number;
}

interface Settings {
  readonly base_id?: string;
  readonly features?: readonly UpstreamUserFeature[];
  readonly user_config?: Customization;
}

const someText = text("text", /^/);

const readLimits: Reader<UpstreamLimits> = (spot) =>
  readObject<UpstreamLimits>(spot, {
    value: range,
    duration: range,
    disabled: flag,
    reverse: flag,
    reverse_position: flag,
  });

const outputReaders = Object.fromEntries(outputTypes.map((type) => [upstreamOutput(type), readLimits])) as Readers<
  Record<string, UpstreamLimits>
>;

const readOutputs: Reader<NonNullable<UpstreamUserFeature["output"]>> = (spot) => {
  const read = readObject<Record<string, UpstreamLimits>>(spot, outputReaders);
  const outputs = outputTypes.map((type) => [type, read?.[upstreamOutput(type)]] as const);
  return read && Object.fromEntries(outputs.filter(([, limits]) => limits !== undefined));
};

/** Inputs, descriptions and the user's own ids change nothing there either. */
const readFeatureForm = complete<Omit<UpstreamUserFeature, "spot"> & { [K in "id" | "description" | "input"]?: never }>(
  { base_id: anyText, output: readOutputs, id: ignored, description: ignored, input: ignored },
  ["base_id"],
);

function readFeature(spot: Spot): UpstreamUserFeature | undefined {
  const read = readFeatureForm(spot);
  return read && { ...read, spot };
}

const readSettings: Reader<Settings> = (spot) =>
  readObject<Settings & { id?: never; name?: never }>(spot, {
    base_id: anyText,
    features: (features) => list(features, readFeature)?.filter((feature) => feature !== undefined),
    user_config: (own) =>
      readObject<Customization>(own, {
        allow: flag,
        deny: flag,
        index,
        display_name: someText,
        message_gap_ms: gap,
      }),
    id: ignored,
    name: ignored,
  });

const readEntry = complete<{ identifier: Identity; config: Settings }>(
  {
    identifier: complete<Identity>({ address: anyText, protocol: anyText, identifier: someText }, [
      "address",
      "protocol",
    ]),
    config: readSettings,
  },
  ["identifier", "config"],
);

/** Reads an entry of `user_configs.devices`; undefined if nobody can tell what it is about. */
export const readUpstreamDevice: Reader<UpstreamDevice> = (spot) => {
  const read = readEntry(spot);
  if (read === undefined) return undefined;
  const { identifier, config } = read;
  const {
    allow = false,
    deny = false,
    index: place,
    display_name: name,
    message_gap_ms: gapMs,
  } = config.user_config ?? {};
  return {
    ...identifier,
    identifier: identifier.identifier,
    modelId: config.base_id,
    features: config.features ?? [],
    allow,
    deny,
    index: place,
    name,
    gapMs,
  };
};
