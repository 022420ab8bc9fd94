import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { HandSender } from "../hand-sender.js";
import { HandValue } from "../hand-value.js";
import { Problem, useAction } from "../parts/action.js";
import { Slider } from "../parts/slider.js";
import { useDashboard } from "../use-dashboard.js";

const lowestPercent = 5;

/** The part of every output's highest level that no command exceeds. */
export function LevelCap(): VNode {
  const dashboard = useDashboard();
  const action = useAction();
  const [hand] = useState(() => new HandValue<number>(dashboard.clock));
  const [sender] = useState(
    () =>
      new HandSender<number>({
        hand,
        clock: dashboard.clock,
        gapMs: 100,
        send: (percent) => dashboard.settings.setLevelCap(percent === 100 ? null : percent / 100),
        onFailed: action.fail,
      }),
  );
  const cap = dashboard.state.parts.settings.value?.levelCap ?? 1;
  return (
    <div class="level-cap">
      <Slider
        label="Cap on all levels"
        min={lowestPercent}
        max={100}
        value={Math.round(cap * 100)}
        hand={hand}
        textOf={(percent) => (percent === 100 ? "no cap" : `${percent} %`)}
        onInput={(percent) => {
          action.clear();
          sender.set(percent);
        }}
      />
      <Problem of={action} />
    </div>
  );
}
