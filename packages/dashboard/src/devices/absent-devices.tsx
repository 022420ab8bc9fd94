import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { Panel } from "../parts/panel.js";
import { useDashboard } from "../use-dashboard.js";

interface Absent {
  readonly hardware: string;
  readonly name: string;
  readonly isDenied: boolean;
  readonly isSimulated: boolean;
}

/** What is not connected and yet known: denied devices above all, which would be out of reach else. */
export function AbsentDevices(): VNode | null {
  const dashboard = useDashboard();
  const absent = absentDevices(dashboard);
  if (absent.length === 0) return null;
  return (
    <Panel
      title="Not connected"
      about="Devices that you decided something about, and simulated ones that are not in use."
    >
      <ul class="rows">
        {absent.map(({ hardware, name, isDenied, isSimulated }) => (
          <li key={hardware} class="row">
            <span>
              {name} <span class="dim">{hardware}</span> {isDenied && <strong>never connected</strong>}
            </span>
            {isDenied && (
              <ActionButton
                label={`Let ${name} connect again`}
                run={() => dashboard.changeDevice({ hardware, access: null }, `whether ${name} is connected`)}
              >
                Let it connect
              </ActionButton>
            )}
            {isSimulated && (
              <ActionButton label={`Remove ${name}`} run={() => dashboard.call("removeSimulated", { hardware })}>
                Remove
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function absentDevices({ state }: ReturnType<typeof useDashboard>): readonly Absent[] {
  const { devices, simulated, settings } = state.parts;
  const connected = new Set((devices.value ?? []).map(({ hardware }) => hardware));
  const found = new Map<string, Absent>();
  for (const { hardware, model } of simulated.value ?? []) {
    found.set(hardware, { hardware, name: model, isDenied: false, isSimulated: true });
  }
  for (const { hardware, name, access } of settings.value?.devices ?? []) {
    if (hardware === undefined) continue;
    const known = found.get(hardware) ?? { hardware, name: hardware, isSimulated: false };
    found.set(hardware, { ...known, name: name ?? known.name, isDenied: access === "deny" });
  }
  return [...found.values()].filter(({ hardware }) => !connected.has(hardware));
}
