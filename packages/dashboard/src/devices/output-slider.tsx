import type { DeviceState, FeatureState, OutputState } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { commandOf } from "../outputs/levels.js";
import { Problem, useAction } from "../parts/action.js";
import { NumberField } from "../parts/number-field.js";
import { Slider } from "../parts/slider.js";
import { useDashboard } from "../use-dashboard.js";
import { outputWord } from "../words.js";

export interface OutputSliderProps {
  readonly device: DeviceState;
  readonly feature: FeatureState;
  readonly output: OutputState;
}

const usualDurationMs = 500;

/** Drives one output, in the steps that clients have. */
export function OutputSlider({ device, feature, output }: OutputSliderProps): VNode {
  const { control, clock, state } = useDashboard();
  const action = useAction();
  const [hand] = useState(() => new HandValue<number>(clock));
  const { type, range, durationRange } = output;
  const [shortest, longest] = durationRange ?? [0, 0];
  const durationMs = useSignal(Math.max(shortest, Math.min(longest, usualDurationMs)));
  if (range === undefined) {
    return <p class="dim">{outputWord(type)}: you switched it off in the settings of the device.</p>;
  }
  const [low, high] = range;
  const isUsable = control.link.isOpen && device.heldBy === undefined;
  const drive = (steps: number) => {
    action.clear();
    const command = durationRange ? { steps, durationMs: durationMs.value } : { steps };
    control.drive({ device: device.index, feature: feature.index, type }, command, (error) => {
      hand.drop();
      action.fail(error);
    });
  };
  return (
    <div class={low < 0 ? "output has-direction" : "output"}>
      <Slider
        label={outputWord(type)}
        min={low}
        max={high}
        value={commandOf(output, state.parts.settings.value?.levelCap)}
        hand={hand}
        stops={control.stops}
        disabled={!isUsable}
        textOf={(value) => `${value} of ${high}`}
        onInput={drive}
      />
      {durationRange && (
        <NumberField
          label="Time for a move, ms"
          min={shortest}
          max={longest}
          value={durationMs.value}
          onChange={(wanted = usualDurationMs) => {
            durationMs.value = wanted;
          }}
        />
      )}
      <Problem of={action} />
    </div>
  );
}
