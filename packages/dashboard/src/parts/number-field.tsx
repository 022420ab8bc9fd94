import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";

export interface NumberFieldProps {
  readonly label: string;
  /** Undefined: none. */
  readonly value: number | undefined;
  readonly min: number;
  readonly max?: number;
  /** Shown while there is none. */
  readonly placeholder?: string;
  /** Called when somebody has typed a number that is allowed, or none. */
  readonly onChange: (value: number | undefined) => void;
}

/** A whole number. What is half typed stays, whatever comes from the engine meanwhile. */
export function NumberField({ label, value, min, max, placeholder, onChange }: NumberFieldProps): VNode {
  const id = useId();
  const draft = useSignal<string | undefined>(undefined);
  return (
    <p class="field-line">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        step={1}
        placeholder={placeholder}
        value={draft.value ?? value ?? ""}
        onInput={({ currentTarget }) => {
          draft.value = currentTarget.value;
        }}
        onChange={({ currentTarget }) => {
          const { valueAsNumber, validity } = currentTarget;
          if (!validity.valid) return void currentTarget.reportValidity();
          draft.value = undefined;
          onChange(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber);
        }}
      />
    </p>
  );
}
