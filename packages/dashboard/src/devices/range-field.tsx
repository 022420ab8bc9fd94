import type { Range } from "@buttplug-ts/core";
import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { Slider } from "../parts/slider.js";
import { useDashboard } from "../use-dashboard.js";

export interface RangeFieldProps {
  readonly range: Range;
  readonly bounds: Range;
  readonly onInput: (range: Range) => void;
}

/** Two sliders, of which neither passes the other. */
export function RangeField({ range: [low, high], bounds: [min, max], onInput }: RangeFieldProps): VNode {
  const { clock } = useDashboard();
  const [lowHand] = useState(() => new HandValue<number>(clock));
  const [highHand] = useState(() => new HandValue<number>(clock));
  const textOf = (value: number | undefined) => `${value} of ${max}`;
  const setLow = (value: number) => {
    const wanted = Math.min(value, high);
    lowHand.set(wanted);
    onInput([wanted, high]);
  };
  const setHigh = (value: number) => {
    const wanted = Math.max(value, low);
    highHand.set(wanted);
    onInput([low, wanted]);
  };
  return (
    <>
      <Slider label="Lowest step" min={min} max={max} value={low} hand={lowHand} textOf={textOf} onInput={setLow} />
      <Slider label="Highest step" min={min} max={max} value={high} hand={highHand} textOf={textOf} onInput={setHigh} />
    </>
  );
}
