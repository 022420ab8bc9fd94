import { effect, type ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { HandValue } from "../hand-value.js";
import { useTold } from "./use-told.js";

export interface SliderProps {
  readonly label: string;
  /** What is said after the value. */
  readonly detail?: string | undefined;
  readonly min: number;
  readonly max: number;
  /** What the engine says; what the hand set is shown before that. Undefined: nobody knows. */
  readonly value: number | undefined;
  readonly hand: HandValue<number>;
  readonly onInput: (value: number) => void;
  readonly textOf: (value: number | undefined) => string;
  readonly disabled?: boolean;
  /** Changes when everything stops: what is left of a drag moves nothing then. */
  readonly stops?: ReadonlySignal<number>;
}

/** The pointer that holds the thumb, and how many stops there were when it took it. */
interface Grip {
  readonly pointerId: number;
  readonly stops: number | undefined;
  readonly listening: AbortController;
  readonly from: Pick<PointerEvent, "clientX" | "clientY">;
  /** A finger that has not slid along yet may be about to scroll: it moves nothing before it is lifted. */
  isSliding: boolean;
  /** Where it would have moved the thumb. */
  wanted?: number;
}

/** How far a finger slides before it means the slider, and is no tap any more. */
const slidePx = 8;

/** A slider that stays where the hand put it, follows the engine else, and is let go by a stop. */
export function Slider(props: SliderProps): VNode {
  const { label, detail, min, max, hand, onInput, textOf, disabled = false, stops } = props;
  const id = useId();
  const grip = useRef<Grip>(undefined);
  const known = hand.value.value ?? props.value;
  const value = Math.max(min, Math.min(max, known ?? 0));
  const text = textOf(known === undefined ? undefined : value);
  useLayoutEffect(() => effect(() => void (stops?.value && hand.drop())), [stops, hand]);
  useTold(hand, props.value);
  /** Asked at the moment of each input: whatever is told of a stop later may come too late. */
  const isLost = () => grip.current !== undefined && grip.current.stops !== stops?.peek();
  const set = (wanted: number) => {
    hand.set(wanted);
    onInput(wanted);
  };
  const release = ({ pointerId, type, clientX, clientY }: PointerEvent) => {
    const held = grip.current;
    // Another finger, perhaps one that pressed stop.
    if (held?.pointerId !== pointerId) return;
    held.listening.abort();
    const movedPx = Math.hypot(clientX - held.from.clientX, clientY - held.from.clientY);
    const isTap = !held.isSliding && type === "pointerup" && movedPx < slidePx;
    if (isTap && held.wanted !== undefined && !isLost()) set(held.wanted);
    hand.release(grip);
    grip.current = undefined;
  };
  const grab = (from: PointerEvent) => {
    grip.current?.listening.abort();
    const listening = new AbortController();
    const { pointerId, pointerType } = from;
    const held: Grip = { pointerId, stops: stops?.peek(), listening, from, isSliding: pointerType !== "touch" };
    grip.current = held;
    hand.hold(grip);
    const follow = ({ clientX, clientY }: PointerEvent) => {
      const along = Math.abs(clientX - from.clientX);
      if (along >= slidePx && along > Math.abs(clientY - from.clientY)) held.isSliding = true;
    };
    // Before the slider hears of the same move.
    addEventListener("pointermove", follow, { capture: true, signal: listening.signal });
    // The pointer may be anywhere when it is let go.
    addEventListener("pointerup", release, listening);
    addEventListener("pointercancel", release, listening);
  };
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <span class="value" aria-hidden="true">
        {text}
        {detail && <span class="dim"> · {detail}</span>}
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
        aria-valuetext={detail ? `${text}, ${detail}` : text}
        onPointerDown={grab}
        onInput={({ currentTarget }) => {
          const wanted = currentTarget.valueAsNumber;
          const isWaiting = grip.current?.isSliding === false;
          if (grip.current && isWaiting) grip.current.wanted = wanted;
          if (isLost() || isWaiting) currentTarget.value = String(value);
          else set(wanted);
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
