import type { HoldState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { Problem, useAction } from "../parts/action.js";
import { useHold } from "../parts/use-hold.js";
import { useDashboard } from "../use-dashboard.js";
import { counted } from "../words.js";

/** Stop and hold, always in reach. */
export function StopBar(): VNode {
  const { stop, state } = useDashboard();
  const holds = (state.parts.holds.value ?? []).filter(({ devices }) => devices === "all");
  return (
    <section class="stop-bar" aria-label="Stop and hold">
      <div class="told">
        {holds.length > 0 && <p class="held">{heldBy(holds)} until released</p>}
        <StopResult />
      </div>
      <Hold holds={holds} />
      <Activity />
      <button
        type="button"
        class="stop"
        aria-keyshortcuts="Escape"
        // A finger that slips a little makes no click.
        onPointerDown={() => void stop.run()}
        onClick={() => void stop.run()}
      >
        <span>Stop everything</span>
        <kbd class="wide-only">Esc</kbd>
      </button>
    </section>
  );
}

function Hold({ holds }: { readonly holds: readonly HoldState[] }): VNode {
  const { link } = useDashboard();
  const action = useAction();
  const { isHeld, turn } = useHold(holds);
  return (
    <>
      <button
        type="button"
        role="switch"
        class="switch"
        aria-checked={isHeld}
        aria-label="Hold everything at rest"
        disabled={!link.isOpen}
        onClick={() => void action.run(turn)}
      >
        <span>
          Hold<span class="wide-only"> everything</span>
        </span>
      </button>
      <Problem of={action} />
    </>
  );
}

function heldBy(holds: readonly HoldState[]): string {
  return `Held by ${[...new Set(holds.map(({ by }) => by))].join(" and ")}`;
}

function Activity(): VNode {
  const { link, state } = useDashboard();
  const devices = state.parts.devices.value ?? [];
  if (link.state.value.kind === "connecting") return <p class="activity">Connecting…</p>;
  if (!link.isOpen) return <p class="activity lost">Not connected</p>;
  const isRunning = ({ features }: (typeof devices)[number]) => features.some(({ driver }) => driver !== undefined);
  const running = devices.filter(isRunning).length;
  return (
    <p class="activity">
      {counted(devices.length, "device")}
      {running > 0 && `, ${running} driven`}
    </p>
  );
}

function StopResult(): VNode {
  const state = useDashboard().stop.state.value;
  return (
    <>
      <p role="status" class="stop-result">
        {state.kind === "stopping" && "Stopping…"}
        {state.kind === "stopped" && "Everything is stopped."}
      </p>
      <div role="alert">
        {state.kind === "failed" && (
          <p class="problem">
            Not everything could be stopped: {state.why} Switch the device off by hand.
            {state.isWanted && " It is tried again as soon as the engine is back."}
          </p>
        )}
      </div>
    </>
  );
}
