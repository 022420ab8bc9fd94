import type { DeviceChange } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { type KnownDevice, nameOf } from "../device-change.js";
import { ActionButton } from "../parts/action.js";
import { useDashboard } from "../use-dashboard.js";
import { AccessChoice } from "./access-choice.js";
import { meantBy } from "./entry-words.js";
import { InputSettings } from "./input-settings.js";
import { LimitsEditor } from "./limits-editor.js";
import { SettingField } from "./setting-field.js";

/** What the owner decides about one device. Every change holds at once and can be taken back. */
export function DeviceSettings({ device }: { readonly device: KnownDevice }): VNode {
  const dashboard = useDashboard();
  const { hardware, name = hardware, index, settings, otherSettings, protocol, features } = device;
  const change = (what: DeviceChange, label: string) =>
    dashboard.settings.changeDevice({ hardware, ...what }, `${label} of ${nameOf(device)}`);
  return (
    <div class="settings">
      <div class="row settings-head">
        <h3>Settings</h3>
        <UndoLast />
      </div>
      <SettingField
        label="Name"
        type="text"
        value={settings?.name ?? ""}
        placeholder={otherSettings.find((entry) => entry.name !== undefined)?.name ?? name}
        onSave={(text) => change({ name: text === "" ? null : text }, "the name")}
      />
      <SettingField
        label="Index"
        type="number"
        value={settings?.index === undefined ? "" : String(settings.index)}
        placeholder={String(index ?? "")}
        hint="The number that applications know it by. A new one holds from the next time on that it connects."
        onSave={(text) => change({ index: text === "" ? null : Number(text) }, "the index")}
      />
      <SettingField
        label="Pause between two commands, ms"
        type="number"
        value={settings?.gapMs === undefined ? "" : String(settings.gapMs)}
        placeholder={String(device.usualGapMs ?? "")}
        hint={`What comes meanwhile waits, and the newest wins; a stop never waits. ${usualGapOf(device)}`}
        onSave={(text) => change({ gapMs: text === "" ? null : Number(text) }, "the pause")}
      />
      <AccessChoice access={settings?.access} onChoose={(access) => change({ access }, "when to connect, a setting")} />
      <InputSettings device={device} />
      {features.flatMap((feature) =>
        feature.outputs.map((output) => (
          <LimitsEditor key={`${feature.index}/${output.type}`} device={device} feature={feature} output={output} />
        )),
      )}
      <p class="dim known-as">
        In the settings it is <code>{hardware}</code>
        {protocol !== undefined && (
          <>
            , of the protocol <code>{protocol}</code>
          </>
        )}
        .
      </p>
    </div>
  );
}

/** The newest change of all, also of another device. */
function UndoLast(): VNode | null {
  const { undo, settings } = useDashboard();
  const newest = undo.newest.value;
  if (newest === undefined) return null;
  return (
    <ActionButton class="quiet small" label={`Undo last change: ${newest.label}`} run={() => settings.takeBack()}>
      Undo last change
    </ActionButton>
  );
}

function usualGapOf({ usualGapMs, otherSettings, name }: KnownDevice): string {
  const source = otherSettings.find(({ gapMs }) => gapMs !== undefined);
  if (usualGapMs === undefined) return "Without it, as the device asks.";
  const whose = source ? `from your settings for ${meantBy(source, name)}` : "as the device asks";
  return usualGapMs === 0 && !source ? "Without it there is none." : `Without it ${usualGapMs} ms, ${whose}.`;
}
