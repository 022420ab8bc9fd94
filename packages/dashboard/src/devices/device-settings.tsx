import type { DeviceChange, DeviceState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { useDashboard } from "../use-dashboard.js";
import { AccessChoice } from "./access-choice.js";
import { LimitsEditor } from "./limits-editor.js";
import { SettingField } from "./setting-field.js";

/** What the owner decides about one device. Every change holds at once and can be taken back. */
export function DeviceSettings({ device }: { readonly device: DeviceState }): VNode {
  const dashboard = useDashboard();
  const { hardware, name, displayName, index, settings, protocol, features } = device;
  const shownName = displayName ?? name;
  const undo = dashboard.undo.newest.value;
  const change = (what: Omit<DeviceChange, "hardware">, label: string) =>
    dashboard.changeDevice({ hardware, ...what }, `${label} of ${shownName}`);
  return (
    <div class="settings">
      <h3>Settings</h3>
      {undo && (
        <ActionButton class="quiet" run={() => dashboard.takeBack()}>
          Take back: {undo.label}
        </ActionButton>
      )}
      <p class="dim">
        {hardware}, protocol {protocol}
      </p>
      <SettingField
        label="Name"
        type="text"
        value={settings?.name ?? ""}
        placeholder={name}
        onSave={(text) => change({ name: text === "" ? null : text }, "the name")}
      />
      <SettingField
        label="Index, the number that clients know it by"
        type="number"
        value={settings?.index === undefined ? "" : String(settings.index)}
        placeholder={String(index)}
        onSave={(text) => change({ index: text === "" ? null : Number(text) }, "the index")}
      />
      <AccessChoice access={settings?.access} onChoose={(access) => change({ access }, "when to connect, a setting")} />
      {features.flatMap((feature) =>
        feature.outputs.map((output) => (
          <LimitsEditor key={`${feature.index}/${output.type}`} device={device} feature={feature} output={output} />
        )),
      )}
    </div>
  );
}
