import { type ReadonlySignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useId, useRef } from "preact/hooks";
import type { HandValue } from "../hand-value.js";

export interface SliderProps {
  readonly label: string;
  /** What follows the label on the screen, such as the unit. */
  readonly detail?: string;
  readonly min: number;
  readonly max: number;
  /** What the engine says; what the hand set is shown before that. */
  readonly value: number;
  readonly hand: HandValue<number>;
  readonly onInput: (value: number) => void;
  readonly textOf: (value: number) => string;
  readonly disabled?: boolean;
  /** Changes when everything stops: what is left of a drag moves nothing then. */
  readonly stops?: ReadonlySignal<number>;
}

/** A slider that stays where the hand put it, follows the engine else, and is let go by a stop. */
export function Slider(props: SliderProps): VNode {
  const { label, detail, min, max, hand, onInput, textOf, disabled = false, stops } = props;
  const id = useId();
  const grip = useRef<"none" | "held" | "lost">("none");
  const value = Math.max(min, Math.min(max, hand.value.value ?? props.value));
  useSignalEffect(() => {
    if (!stops?.value) return;
    if (grip.current === "held") grip.current = "lost";
    hand.drop();
  });
  const release = () => {
    removeEventListener("pointerup", release);
    removeEventListener("pointercancel", release);
    if (grip.current === "held") hand.release();
    grip.current = "none";
  };
  const grab = () => {
    grip.current = "held";
    hand.hold();
    // The pointer may be anywhere when it is let go.
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
  };
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <span class="value" aria-hidden="true">
        {textOf(value)}
        {detail && <span class="dim"> {detail}</span>}
      </span>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={1}
        style={filled(min, max, value)}
        value={value}
        disabled={disabled || min === max}
        aria-valuetext={textOf(value)}
        onPointerDown={grab}
        onInput={({ currentTarget }) => {
          if (grip.current === "lost") {
            currentTarget.value = String(value);
            return;
          }
          const wanted = currentTarget.valueAsNumber;
          hand.set(wanted);
          onInput(wanted);
        }}
      />
    </div>
  );
}

/** From where to where the track is filled, as parts of it: from rest, which may be in the middle. */
function filled(min: number, max: number, value: number): Record<string, number> {
  const partOf = (step: number) => (step - min) / Math.max(1, max - min);
  const rest = Math.max(min, Math.min(max, 0));
  return { "--start": partOf(Math.min(rest, value)), "--end": partOf(Math.max(rest, value)) };
}
