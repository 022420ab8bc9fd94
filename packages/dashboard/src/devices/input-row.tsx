import type { DeviceState, FeatureState, InputState } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { HandSender } from "../hand-sender.js";
import { HandValue } from "../hand-value.js";
import { Problem, useAction } from "../parts/action.js";
import { useTold } from "../parts/use-told.js";
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
  const { control, clock, histories } = useDashboard();
  const action = useAction();
  const read = useSignal<number | undefined>(undefined);
  const { type, commands, enabled } = input;
  const [hand] = useState(() => new HandValue<boolean>(clock));
  const [sender] = useState(
    () =>
      new HandSender<boolean>({
        hand,
        clock,
        gapMs: 0,
        send: (isOn) => control.subscribe(device.index, feature.index, type, isOn),
        onFailed: action.fail,
      }),
  );
  const isWatched = control.isSubscribed(device.index, feature.index, type);
  useTold(hand, isWatched);
  const history = histories.of(device.index);
  const told = history.version.value > 0 ? history.latest(seriesKey("input", feature.index, type)) : undefined;
  const value = told ?? read.value;
  const isUsable = enabled && control.reaches(device.index);
  const turn = (isOn: boolean) => {
    action.clear();
    sender.set(isOn);
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
              checked={hand.value.value ?? isWatched}
              disabled={!isUsable}
              aria-busy={hand.value.value !== undefined}
              onChange={({ currentTarget }) => turn(currentTarget.checked)}
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
