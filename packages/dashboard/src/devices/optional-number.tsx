import type { VNode } from "preact";
import { useId } from "preact/hooks";

export interface OptionalNumberProps {
  readonly label: string;
  /** Undefined: no limit. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** A whole number above zero that may be left out. */
export function OptionalNumber({ label, value, onChange }: OptionalNumberProps): VNode {
  const id = useId();
  return (
    <p class="field-line">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={1}
        step={1}
        placeholder="no limit"
        value={value ?? ""}
        onChange={({ currentTarget }) => {
          const { valueAsNumber, validity } = currentTarget;
          if (validity.valid) onChange(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber);
          else currentTarget.reportValidity();
        }}
      />
    </p>
  );
}
