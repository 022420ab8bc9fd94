import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { type Action, Problem, useAction } from "../parts/action.js";
import { useTold } from "../parts/use-told.js";
import { useDashboard } from "../use-dashboard.js";

export type Access = "allow" | "deny";

export interface AccessChoiceProps {
  readonly access: Access | undefined;
  readonly onChoose: (access: Access | null) => Promise<void>;
}

/** In answer to “connect?”, and where it is not asked. */
export const accessWords: readonly { readonly access: Access | null; readonly text: string; readonly whole: string }[] =
  [
    { access: null, text: "When a scan finds it", whole: "Connect when found" },
    { access: "allow", text: "Always, without a scan", whole: "Always connect" },
    { access: "deny", text: "Never", whole: "Never connect" },
  ];

/** What is chosen is shown at once, until the engine had time to follow; `choose` rejects if it does not. */
export function useAccess({
  access = null,
  onChoose,
}: Pick<AccessChoiceProps, "onChoose"> & { readonly access: Access | null | undefined }): {
  readonly shown: Access | null;
  readonly action: Action;
  readonly choose: (access: Access | null) => void;
} {
  const { clock } = useDashboard();
  const action = useAction();
  const [hand] = useState(() => new HandValue<Access | null>(clock));
  useTold(hand, access);
  const held = hand.value.value;
  const choose = (wanted: Access | null) => void action.run(() => hand.ask(wanted, () => onChoose(wanted)), true);
  return { shown: held === undefined ? access : held, action, choose };
}

/** When a device is connected. */
export function AccessChoice(props: AccessChoiceProps): VNode {
  const { shown, action, choose } = useAccess(props);
  const name = useId();
  const hintId = useId();
  return (
    <fieldset class="field" aria-describedby={hintId}>
      <legend>Connect</legend>
      {accessWords.map((choice) => (
        <label key={choice.text} class="check">
          <input type="radio" name={name} checked={choice.access === shown} onChange={() => choose(choice.access)} />
          {choice.text}
        </label>
      ))}
      <p id={hintId} class="dim">
        As soon as one device is set to “always”, devices without that setting are not connected any more.
      </p>
      <Problem of={action} />
    </fieldset>
  );
}
