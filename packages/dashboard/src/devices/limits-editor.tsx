import { isPosition, type Range } from "@buttplug-ts/core";
import type { OutputLimits } from "@buttplug-ts/device-db/user-config";
import type { DeviceState, FeatureState, OutputState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { NewestWins } from "../newest-wins.js";
import { Problem, useAction } from "../parts/action.js";
import { NumberField } from "../parts/number-field.js";
import { useDashboard } from "../use-dashboard.js";
import { featureWord, outputWord } from "../words.js";
import { LimitsPreview } from "./limits-preview.js";
import { RangeField } from "./range-field.js";

export interface LimitsEditorProps {
  readonly device: DeviceState;
  readonly feature: FeatureState;
  readonly output: OutputState;
}

/** The limits of one output, in the steps of the model. A change holds as soon as it is made. */
export function LimitsEditor({ device, feature, output }: LimitsEditorProps): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const titleId = useId();
  const { type, modelRange, durationRange } = output;
  const title = `${featureWord(feature)}: ${outputWord(type)}`;
  const [draft] = useState(() => new HandValue<OutputLimits>(dashboard.clock));
  const [sender] = useState(
    () =>
      new NewestWins<OutputLimits | null>({
        clock: dashboard.clock,
        gapMs: 100,
        inFlightLimit: 1,
        send: (limits) => {
          const change = { hardware: device.hardware, limits: [{ feature: feature.index, output: type, limits }] };
          return dashboard.changeDevice(change, `the limits of ${device.displayName ?? device.name}, ${title}`);
        },
        onFailed: (error) => {
          draft.drop();
          action.fail(error);
        },
      }),
  );
  const limits = draft.value.value ?? output.limits ?? {};
  const bounds: Range = isPosition(type) ? modelRange : [0, modelRange[1]];
  const set = (change: { readonly [K in keyof OutputLimits]: OutputLimits[K] | undefined }) => {
    const wanted = withoutUndefined({ ...limits, ...change });
    action.clear();
    draft.set(wanted);
    sender.push(Object.keys(wanted).length > 0 ? wanted : null);
  };
  return (
    <section class="limits" aria-labelledby={titleId}>
      <h4 id={titleId}>{title}</h4>
      <label class="check">
        <input
          type="checkbox"
          checked={limits.enabled !== false}
          onChange={({ currentTarget }) => set({ enabled: currentTarget.checked ? undefined : false })}
        />
        Clients may use it
      </label>
      <RangeField
        range={limits.range ?? bounds}
        bounds={bounds}
        onInput={(range) => set({ range: range[0] === bounds[0] && range[1] === bounds[1] ? undefined : range })}
      />
      <LimitsPreview output={output} limits={limits} />
      {isPosition(type) ? (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={limits.reverse === true}
              onChange={({ currentTarget }) => set({ reverse: currentTarget.checked || undefined })}
            />
            Turned around
          </label>
          <NumberField
            label="Fastest move, steps a second"
            min={1}
            placeholder="no limit"
            value={limits.maxStepsPerSecond}
            onChange={(maxStepsPerSecond) => set({ maxStepsPerSecond })}
          />
        </>
      ) : (
        <NumberField
          label="Fastest rise, steps a second"
          min={1}
          placeholder="no limit"
          value={limits.maxRisePerSecond}
          onChange={(maxRisePerSecond) => set({ maxRisePerSecond })}
        />
      )}
      {durationRange && (
        <>
          <NumberField
            label="Shortest move, ms"
            min={durationRange[0]}
            max={durationRange[1]}
            placeholder="no limit"
            value={limits.durationMs?.[0]}
            onChange={(low) =>
              set({ durationMs: low === undefined ? undefined : [low, limits.durationMs?.[1] ?? durationRange[1]] })
            }
          />
          <NumberField
            label="Longest move, ms"
            min={durationRange[0]}
            max={durationRange[1]}
            placeholder="no limit"
            value={limits.durationMs?.[1]}
            onChange={(high) =>
              set({ durationMs: high === undefined ? undefined : [limits.durationMs?.[0] ?? durationRange[0], high] })
            }
          />
        </>
      )}
      {Object.keys(limits).length > 0 && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            draft.set({});
            sender.push(null);
          }}
        >
          Remove these limits
        </button>
      )}
      <Problem of={action} />
    </section>
  );
}

function withoutUndefined(limits: { readonly [K in keyof OutputLimits]: OutputLimits[K] | undefined }): OutputLimits {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
