import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { Problem, useAction } from "../parts/action.js";

type Access = "allow" | "deny";

export interface AccessChoiceProps {
  readonly access: Access | undefined;
  readonly onChoose: (access: Access | null) => Promise<void>;
}

const choices: readonly { readonly access: Access | null; readonly text: string }[] = [
  { access: null, text: "When a scan finds it" },
  { access: "allow", text: "Whenever it is near, without a scan; devices without this setting are not connected then" },
  { access: "deny", text: "Never" },
];

/** When a device is connected. */
export function AccessChoice({ access, onChoose }: AccessChoiceProps): VNode {
  const action = useAction();
  const name = useId();
  return (
    <fieldset class="field">
      <legend>Connect</legend>
      {choices.map((choice) => (
        <label key={choice.text} class="check">
          <input
            type="radio"
            name={name}
            checked={choice.access === (access ?? null)}
            onChange={() => void action.run(() => onChoose(choice.access))}
          />
          {choice.text}
        </label>
      ))}
      <Problem of={action} />
    </fieldset>
  );
}
