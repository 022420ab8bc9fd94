import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { Problem, useAction } from "../parts/action.js";

export interface SettingFieldProps {
  readonly label: string;
  readonly type: "text" | "number";
  /** Empty: not set. */
  readonly value: string;
  /** What holds if it is not set. */
  readonly placeholder: string;
  readonly onSave: (text: string) => Promise<void>;
}

/** A setting of one line, which is saved on Enter or by its button. */
export function SettingField({ label, type, value, placeholder, onSave }: SettingFieldProps): VNode {
  const action = useAction();
  const draft = useSignal<string | undefined>(undefined);
  const id = useId();
  const text = draft.value ?? value;
  const save = (event: Event) => {
    event.preventDefault();
    void action.run(async () => {
      await onSave(text.trim());
      draft.value = undefined;
    });
  };
  return (
    <form class="field" onSubmit={save}>
      <label for={id}>{label}</label>
      <span class="row">
        <input
          id={id}
          {...(type === "number" ? { type } : { type: "text" as const })}
          min={0}
          step={1}
          maxLength={200}
          value={text}
          placeholder={placeholder}
          onInput={({ currentTarget }) => {
            draft.value = currentTarget.value;
          }}
        />
        <button type="submit" disabled={text.trim() === value}>
          Save<span class="hidden"> {label.toLowerCase()}</span>
        </button>
      </span>
      <Problem of={action} />
    </form>
  );
}
