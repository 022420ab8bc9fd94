import type { Range } from "@buttplug-ts/core";
import type { VNode } from "preact";
import { NumberField } from "../parts/number-field.js";

export interface DurationFieldsProps {
  /** What this hardware's own entry allows. */
  readonly range: Range;
  /** What the model takes. */
  readonly bounds: Range;
  /** What other entries allow, where the own one says nothing. */
  readonly inherited: Range | undefined;
  readonly onChange: (range: Range) => void;
}

/** How long a move may take, in milliseconds. An end that is left empty is the model's. */
export function DurationFields({ range, bounds, inherited, onChange }: DurationFieldsProps): VNode {
  const [low, high] = range;
  const [least, most] = bounds;
  return (
    <>
      <NumberField
        label="Shortest move, ms"
        min={least}
        max={high}
        placeholder={String(inherited?.[0] ?? "no limit")}
        value={low === least ? undefined : low}
        onChange={(value = least) => onChange([value, high])}
      />
      <NumberField
        label="Longest move, ms"
        min={low}
        max={most}
        placeholder={String(inherited?.[1] ?? "no limit")}
        value={high === most ? undefined : high}
        onChange={(value = most) => onChange([low, value])}
      />
    </>
  );
}
