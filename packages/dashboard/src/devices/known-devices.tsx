import type { VNode } from "preact";
import { Panel } from "../parts/panel.js";
import { SwitchBox } from "../parts/switch-box.js";
import { useDashboard } from "../use-dashboard.js";
import { counted } from "../words.js";
import { KindRow } from "./kind-row.js";
import { KnownDeviceRow } from "./known-device-row.js";

/** Which devices may be connected, and what is decided about those that are away: these would be out of reach else. */
export function KnownDevices(): VNode {
  const { devices, absent, settings } = useDashboard().state.parts;
  const kinds = (settings.value?.devices ?? []).filter(({ hardware }) => hardware === undefined);
  const [away, here] = [absent.value ?? [], devices.value ?? []];
  return (
    <Panel
      title="Known devices"
      about="All that were here or that you decided something about, and whether they may be connected."
    >
      <OnlyAllowed />
      {away.length + kinds.length + here.length === 0 && <p class="empty">None was here yet.</p>}
      <ul class="rows">
        {away.map((device) => (
          <KnownDeviceRow key={device.hardware} device={device} isConnected={false} />
        ))}
        {kinds.map((entry) => (
          <KindRow key={`${entry.protocol}\n${entry.identifier}`} entry={entry} />
        ))}
        {here.map((device) => (
          <KnownDeviceRow key={device.hardware} device={device} isConnected />
        ))}
      </ul>
    </Panel>
  );
}

/** Keeps all others out. */
function OnlyAllowed(): VNode {
  const dashboard = useDashboard();
  const { onlyAllowed = false, devices = [] } = dashboard.state.parts.settings.value ?? {};
  const allowing = devices.filter(({ access }) => access === "allow").length;
  return (
    <div>
      <SwitchBox isOn={onlyAllowed} onTurn={(isOn) => dashboard.settings.setOnlyAllowed(isOn)}>
        Connect only devices that are set to “always”
      </SwitchBox>
      {allowing > 0 && !onlyAllowed && (
        <p class="dim">
          It is so now, because {counted(allowing, "entry")} below {allowing === 1 ? "is" : "are"} set to “always”.
        </p>
      )}
    </div>
  );
}
