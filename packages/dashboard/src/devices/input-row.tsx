import type { DeviceState, FeatureState, InputState } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { Problem, useAction } from "../parts/action.js";
import { seriesKey } from "../plots/history.js";
import { useDashboard } from "../use-dashboard.js";
import { inputWord } from "../words.js";

export interface InputRowProps {
  readonly device: DeviceState;
  readonly feature: FeatureState;
  readonly input: InputState;
}

/** What a sensor says, and whether it is asked. */
export function InputRow({ device, feature, input }: InputRowProps): VNode {
  const { control, histories } = useDashboard();
  const action = useAction();
  const read = useSignal<number | undefined>(undefined);
  const { type, commands, enabled } = input;
  /** What was asked for and is not answered yet. */
  const wanted = useSignal<boolean | undefined>(undefined);
  const isSubscribed = wanted.value ?? control.isSubscribed(device.index, feature.index, type);
  const history = histories.of(device.index);
  const told = history.version.value > 0 ? history.latest(seriesKey("input", feature.index, type)) : undefined;
  const value = told ?? read.value;
  const isUsable = enabled && control.link.isOpen;
  const turn = async (isOn: boolean) => {
    wanted.value = isOn;
    await action.run(() => control.subscribe(device.index, feature.index, type, isOn));
    wanted.value = undefined;
  };
  const ask = () =>
    action.run(async () => {
      read.value = await control.read(device.index, feature.index, type);
    });
  return (
    <div class="input">
      <p class="row">
        <span>
          {inputWord(type)}: <span class="value">{value ?? "–"}</span>
        </span>
        {commands.includes("subscribe") && (
          <label class="check">
            <input
              type="checkbox"
              checked={isSubscribed}
              disabled={!isUsable}
              onChange={({ currentTarget }) => void turn(currentTarget.checked)}
            />
            Watch {inputWord(type).toLowerCase()}
          </label>
        )}
        {commands.includes("read") && !commands.includes("subscribe") && (
          <button type="button" disabled={!isUsable} onClick={() => void ask()}>
            Read {inputWord(type).toLowerCase()}
          </button>
        )}
        {!enabled && <span class="dim">switched off in the settings</span>}
      </p>
      <Problem of={action} />
    </div>
  );
}
