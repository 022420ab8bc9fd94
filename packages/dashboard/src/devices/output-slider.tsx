import type { DeviceState, FeatureState, OutputState } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { limitWords, sliderScale } from "../outputs/levels.js";
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

/** Drives one output. Its numbers are the device's own steps, as in the plot and the settings, of which limits leave a part. */
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
  const levelCap = state.parts.settings.value?.levelCap;
  const scale = sliderScale(output, range, levelCap);
  const [low, high] = range;
  const isUsable = control.reaches(device.index) && device.heldBy === undefined;
  const drive = (place: number) => {
    action.clear();
    const steps = scale.commandAt(place);
    const command = durationRange ? { steps, durationMs: durationMs.value } : { steps };
    hand.hold(control);
    control.drive({ device: device.index, feature: feature.index, type }, command, {
      onFailed(error) {
        hand.drop();
        action.fail(error);
      },
      onIdle: () => hand.release(control),
    });
  };
  return (
    <div class={low < 0 ? "output has-direction" : "output"}>
      <Slider
        label={outputWord(type)}
        min={low}
        max={high}
        value={output.level === undefined ? undefined : scale.placeOf(output.level)}
        detail={limitWords(output, levelCap)}
        hand={hand}
        stops={control.stops}
        disabled={!isUsable}
        textOf={(place) => (place === undefined ? "not known" : `${scale.stepAt(place)} of ${output.modelRange[1]}`)}
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
