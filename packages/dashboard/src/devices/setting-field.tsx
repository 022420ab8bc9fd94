import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { Problem, useAction } from "../parts/action.js";
import { useTold } from "../parts/use-told.js";
import { useDashboard } from "../use-dashboard.js";

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

/**
 * A setting of one line, which is saved on Enter or by its button. Empty takes it away. What is typed stays until it is saved,
 * also while what was typed before is on its way.
 */
export function SettingField({ label, type, value, placeholder, hint, onSave }: SettingFieldProps): VNode {
  const { clock } = useDashboard();
  const action = useAction();
  const draft = useSignal<string | undefined>(undefined);
  const [sent] = useState(() => new HandValue<string>(clock));
  useTold(sent, value);
  const id = useId();
  const hintId = useId();
  const saved = sent.value.value ?? value;
  const text = draft.value ?? saved;
  const save = (event: Event) => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === saved) return;
    void action.run(async () => {
      await sent.ask(wanted, () => onSave(wanted));
      if (draft.peek()?.trim() === wanted) draft.value = undefined;
    }, true);
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
        <button type="submit" disabled={text.trim() === saved}>
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
