import type { BusState } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { Panel } from "../parts/panel.js";
import { useDashboard } from "../use-dashboard.js";
import { busWord } from "../words.js";

/** Which ways to devices there are, and what is in the way. */
export function Buses(): VNode {
  const dashboard = useDashboard();
  const checked = useSignal(false);
  const buses = dashboard.state.parts.buses.value ?? [];
  const check = async () => {
    // What it finds is told as any change is; its answer may be older than that.
    await dashboard.call("doctor");
    checked.value = true;
  };
  return (
    <Panel
      title="Buses"
      about="The ways by which devices are reached, and what would help where one cannot be used: what “doctor” says."
    >
      {buses.length === 0 && <p class="empty">The engine uses none but the simulated one.</p>}
      <ul class="rows">
        {buses.map((bus) => (
          <Bus key={bus.bus} bus={bus} />
        ))}
      </ul>
      <div class="row">
        <ActionButton run={check}>Check again</ActionButton>
        <p role="status" class="dim">
          {checked.value && "Checked just now."}
        </p>
      </div>
    </Panel>
  );
}

function Bus({ bus: { bus, usable, sentence } }: { readonly bus: BusState }): VNode {
  return (
    <li class="row">
      <span class={usable ? "mark ok" : "mark lost"}>{usable ? "Usable" : "Not usable"}</span>
      <span class="grow">
        <strong>{busWord(bus)}</strong>: {sentence}
      </span>
    </li>
  );
}
