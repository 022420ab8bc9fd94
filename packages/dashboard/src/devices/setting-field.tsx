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
  /** What it is, or what holds without it. */
  readonly hint?: string | undefined;
  readonly onSave: (text: string) => Promise<void>;
}

/** A setting of one line, which is saved on Enter or by its button. Empty takes it away. */
export function SettingField({ label, type, value, placeholder, hint, onSave }: SettingFieldProps): VNode {
  const action = useAction();
  const draft = useSignal<string | undefined>(undefined);
  const id = useId();
  const hintId = useId();
  const text = draft.value ?? value;
  const save = (event: Event) => {
    event.preventDefault();
    if (text.trim() === value) return;
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
          {...(type === "number" ? { type } : { type: "text" as const, dir: "auto" })}
          min={0}
          step={1}
          maxLength={200}
          value={text}
          placeholder={placeholder}
          aria-describedby={hint && hintId}
          onInput={({ currentTarget }) => {
            draft.value = currentTarget.value;
          }}
        />
        <button type="submit" disabled={text.trim() === value}>
          Save<span class="hidden"> {label.toLowerCase()}</span>
        </button>
      </span>
      {hint && (
        <p id={hintId} class="dim">
          {hint}
        </p>
      )}
      <Problem of={action} />
    </form>
  );
}
