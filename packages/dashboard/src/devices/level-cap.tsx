import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { NewestWins } from "../newest-wins.js";
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
      new NewestWins<number>({
        clock: dashboard.clock,
        gapMs: 100,
        inFlightLimit: 1,
        send: (percent) => dashboard.settings.setLevelCap(percent === 100 ? null : percent / 100),
        onFailed: (error) => {
          hand.drop();
          action.fail(error);
        },
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
        onInput={(percent) => sender.push(percent)}
      />
      <Problem of={action} />
    </div>
  );
}
