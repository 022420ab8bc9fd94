import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { Problem, useAction } from "../parts/action.js";

export type Access = "allow" | "deny";

export interface AccessChoiceProps {
  readonly access: Access | undefined;
  readonly onChoose: (access: Access | null) => Promise<void>;
}

export const accessWords: readonly { readonly access: Access | null; readonly text: string }[] = [
  { access: null, text: "When a scan finds it" },
  { access: "allow", text: "Always, without a scan" },
  { access: "deny", text: "Never" },
];

/** When a device is connected. */
export function AccessChoice({ access, onChoose }: AccessChoiceProps): VNode {
  const action = useAction();
  const name = useId();
  const hintId = useId();
  return (
    <fieldset class="field" aria-describedby={hintId}>
      <legend>Connect</legend>
      {accessWords.map((choice) => (
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
      <p id={hintId} class="dim">
        As soon as one device is set to “always”, devices without that setting are not connected any more.
      </p>
      <Problem of={action} />
    </fieldset>
  );
}
