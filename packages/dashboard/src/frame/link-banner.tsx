import type { VNode } from "preact";
import { sentence } from "../sentence.js";
import { useDashboard } from "../use-dashboard.js";
import { useNow } from "../use-now.js";

/** Says that the engine is not connected, and what happens about it. */
export function LinkBanner(): VNode | null {
  const { link, control, state, clock } = useDashboard();
  const management = link.state.value;
  const sliders = control.link.state.value;
  const wasOpen = state.parts.engine.value !== undefined;
  if (management.kind === "connecting") {
    return <p class="banner">{wasOpen ? "Connecting to the engine again…" : "Connecting to the engine…"}</p>;
  }
  if (management.kind === "waiting") {
    return (
      <div class="banner lost">
        <p role="alert">
          {wasOpen ? "The connection to the engine is lost." : "The engine is not there."} {sentence(management.reason)}{" "}
          {wasOpen &&
            "An engine that still runs stops what this page drove; if it was ended by force, look after the devices. What is shown is from before."}
        </p>
        <p>
          <Countdown untilMs={management.untilMs} nowMs={() => clock.now()} />{" "}
          <button type="button" onClick={() => link.retry()}>
            Try now
          </button>
        </p>
      </div>
    );
  }
  if (sliders.kind === "waiting") {
    return (
      <p class="banner lost" role="alert">
        The sliders cannot be used now: {sentence(sliders.reason)} It is tried again.
      </p>
    );
  }
  return null;
}

function Countdown({ untilMs, nowMs }: { readonly untilMs: number; readonly nowMs: () => number }): VNode {
  useNow(500);
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs()) / 1000));
  return <span>Trying again in {seconds} s.</span>;
}
