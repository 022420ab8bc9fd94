import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { useDashboard } from "../use-dashboard.js";
import { Problem, useAction } from "./action.js";
import { useTold } from "./use-told.js";

export interface SwitchBoxProps {
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => Promise<unknown>;
  readonly children: ComponentChildren;
}

/** A box that is ticked at once, and unticked again if that fails. */
export function SwitchBox({ isOn, onTurn, children }: SwitchBoxProps): VNode {
  const { clock } = useDashboard();
  const action = useAction();
  const [hand] = useState(() => new HandValue<boolean>(clock));
  useTold(hand, isOn);
  const turn = (wanted: boolean) => action.run(() => hand.ask(wanted, () => onTurn(wanted)), true);
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={hand.value.value ?? isOn}
          onChange={({ currentTarget }) => void turn(currentTarget.checked)}
        />
        <span>{children}</span>
      </label>
      <Problem of={action} />
    </>
  );
}
