import type { VNode } from "preact";
import { type KnownDevice, nameOf } from "../device-change.js";
import { SwitchBox } from "../parts/switch-box.js";
import { useDashboard } from "../use-dashboard.js";
import { featureWord, inputWord } from "../words.js";
import { meantBy } from "./entry-words.js";

/** Which sensors of a device applications may read. */
export function InputSettings({ device }: { readonly device: KnownDevice }): VNode | null {
  const { settings } = useDashboard();
  const all = device.features.flatMap((feature) => feature.inputs.map((input) => ({ feature, input })));
  if (all.length === 0) return null;
  /** Without the own entry. */
  const sourceOf = (feature: number, input: (typeof all)[number]["input"]["type"]) =>
    device.otherSettings.find((entry) => entry.features?.[feature]?.inputs?.[input]?.enabled !== undefined);
  return (
    <fieldset class="field">
      <legend>Applications may read</legend>
      {all.map(({ feature, input: { type, enabled } }) => {
        const label =
          inputWord(type) === featureWord(feature) ? inputWord(type) : `${featureWord(feature)}: ${inputWord(type)}`;
        const source = sourceOf(feature.index, type);
        const usual = source?.features?.[feature.index]?.inputs?.[type]?.enabled ?? true;
        const isOwn = device.settings?.features?.[feature.index]?.inputs?.[type]?.enabled !== undefined;
        const turn = (isOn: boolean) => {
          const inputs = [{ feature: feature.index, input: type, enabled: isOn === usual ? null : isOn }];
          return settings.changeDevice({ hardware: device.hardware, inputs }, `${label} of ${nameOf(device)}`);
        };
        return (
          <SwitchBox key={`${feature.index}/${type}`} isOn={enabled} onTurn={turn}>
            {label}
            {source && !isOwn && !usual && (
              <span class="dim"> off by your settings for {meantBy(source, device.name)}</span>
            )}
          </SwitchBox>
        );
      })}
    </fieldset>
  );
}
