import { isPosition, type OutputType, type Range } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import type { KnownFeature, OutputState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { type KnownDevice, nameOf } from "../device-change.js";
import { HandSender } from "../hand-sender.js";
import { HandValue } from "../hand-value.js";
import { Problem, useAction } from "../parts/action.js";
import { NumberField } from "../parts/number-field.js";
import { useTold } from "../parts/use-told.js";
import { useDashboard } from "../use-dashboard.js";
import { featureWord, outputWord } from "../words.js";
import { DurationFields } from "./duration-fields.js";
import { meantBy, wordsOfLimits } from "./entry-words.js";
import { inheritedLimits } from "./inherited-limits.js";
import { LimitsPreview } from "./limits-preview.js";
import { RangeField } from "./range-field.js";

export interface LimitsEditorProps {
  readonly device: KnownDevice;
  readonly feature: KnownFeature;
  /** Of an absent device without a level. */
  readonly output: OutputState;
}

/** The limits of one output, in the steps of the model. A change holds as soon as it is made. */
export function LimitsEditor({ device, feature, output }: LimitsEditorProps): VNode {
  const { settings, clock } = useDashboard();
  const action = useAction();
  const titleId = useId();
  const { type, modelRange, durationRange } = output;
  const title = `${featureWord(feature)}: ${outputWord(type)}`;
  const latest = useRef(device);
  latest.current = device;
  /** Whole, so that no change is made to what was there before the one before it. */
  const [draft] = useState(() => new HandValue<OutputLimits>(clock, isSame));
  const [sender] = useState(
    () =>
      new HandSender<OutputLimits>({
        hand: draft,
        clock,
        gapMs: 100,
        send: (wanted) => {
          const { hardware } = latest.current;
          const limits = Object.keys(wanted).length > 0 ? wanted : null;
          const change = { hardware, limits: [{ feature: feature.index, output: type, limits }] };
          const of = `${nameOf(latest.current)}, ${shortTitle(latest.current, feature, type)}`;
          return settings.changeDevice(change, `the limits of ${of}`);
        },
        onFailed: action.fail,
      }),
  );
  const told = device.settings?.features?.[feature.index]?.outputs?.[type] ?? {};
  useTold(draft, told, JSON.stringify(told));
  const own = draft.value.value ?? told;
  const inherited = inheritedLimits(device, feature.index, type, own);
  const limits = { ...inherited.limits, ...own };
  const bounds: Range = isPosition(type) ? modelRange : [0, modelRange[1]];
  const set = (change: { readonly [K in keyof OutputLimits]: OutputLimits[K] | undefined }) => {
    // What holds anyway needs no entry.
    const anyway = { enabled: true, reverse: false, range: bounds, durationMs: durationRange, ...inherited.limits };
    action.clear();
    sender.set(without(anyway, { ...own, ...change }));
  };
  const highest = (key: "maxStepsPerSecond" | "maxRisePerSecond", label: string) => (
    <NumberField
      label={label}
      min={1}
      placeholder={String(inherited.limits[key] ?? "no limit")}
      value={own[key]}
      onChange={(value) => set({ [key]: value })}
    />
  );
  return (
    <section class="limits" aria-labelledby={titleId}>
      <h4 id={titleId}>{title}</h4>
      {inherited.from.map(({ entry, limits: said }) => (
        <p key={meantBy(entry)} class="dim">
          From your settings for {meantBy(entry, device.name)}: {wordsOfLimits(said).join(", ")}.
        </p>
      ))}
      <label class="check">
        <input
          type="checkbox"
          checked={limits.enabled !== false}
          onChange={({ currentTarget }) => set({ enabled: currentTarget.checked })}
        />
        Applications may use it
      </label>
      <RangeField range={limits.range ?? bounds} bounds={bounds} onInput={(range) => set({ range })} />
      <LimitsPreview output={output} limits={limits} />
      {isPosition(type) && (
        <label class="check">
          <input
            type="checkbox"
            checked={limits.reverse === true}
            onChange={({ currentTarget }) => set({ reverse: currentTarget.checked })}
          />
          Turned around
        </label>
      )}
      {isPosition(type)
        ? highest("maxStepsPerSecond", "Fastest move, steps a second")
        : highest("maxRisePerSecond", "Fastest rise, steps a second")}
      {durationRange && (
        <DurationFields
          range={own.durationMs ?? durationRange}
          bounds={durationRange}
          inherited={inherited.limits.durationMs}
          onChange={(durationMs) => set({ durationMs })}
        />
      )}
      {Object.keys(own).length > 0 && (
        <button type="button" onClick={() => sender.set({})}>
          Remove these limits
        </button>
      )}
      <Problem of={action} />
    </section>
  );
}

/** Without the feature, where no other has such an output. */
function shortTitle({ features }: KnownDevice, feature: KnownFeature, type: OutputType): string {
  const isOnly = features.every(
    ({ index, outputs }) => index === feature.index || !outputs.some((each) => each.type === type),
  );
  return isOnly ? outputWord(type) : `${featureWord(feature)}: ${outputWord(type)}`;
}

function isSame(one: OutputLimits, other: OutputLimits): boolean {
  const same = (key: keyof OutputLimits) => JSON.stringify(one[key]) === JSON.stringify(other[key]);
  return (Object.keys({ ...one, ...other }) as (keyof OutputLimits)[]).every(same);
}

/** The limits of `wanted` that are there and differ from `anyway`. */
function without(
  anyway: Readonly<Record<string, unknown>>,
  wanted: { readonly [K in keyof OutputLimits]: OutputLimits[K] | undefined },
): OutputLimits {
  const differs = ([key, value]: readonly [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(anyway[key]);
  return Object.fromEntries(Object.entries(wanted).filter(differs));
}
