import type { DeviceState, FeatureState } from "@buttplug-ts/management";
import type { VNode } from "preact";
import { Name } from "../parts/name.js";
import { useDashboard } from "../use-dashboard.js";
import { featureWord } from "../words.js";
import { InputRow } from "./input-row.js";
import { OutputSlider } from "./output-slider.js";

export interface FeatureControlsProps {
  readonly device: DeviceState;
  readonly feature: FeatureState;
}

/** What the card shows elsewhere, from readings of the engine's own. */
const shownElsewhere = ["battery", "rssi"];

/** A slider an output, a line an input, and who drives the feature. */
export function FeatureControls({ device, feature }: FeatureControlsProps): VNode | null {
  const { clientName } = useDashboard();
  const { outputs, inputs, driver } = feature;
  const sensors = inputs.filter(({ type }) => !shownElsewhere.includes(type));
  if (outputs.length === 0 && sensors.length === 0) return null;
  const who = driver?.clientName === clientName ? "this page" : driver?.clientName;
  return (
    <section class="feature" aria-label={featureWord(feature)}>
      <p class="feature-head">
        <span>{featureWord(feature)}</span>{" "}
        {who !== undefined && (
          <span class="driver">
            driven by <Name>{who}</Name>
          </span>
        )}
      </p>
      {outputs.map((output) => (
        <OutputSlider key={output.type} device={device} feature={feature} output={output} />
      ))}
      {sensors.map((input) => (
        <InputRow key={input.type} device={device} feature={feature} input={input} />
      ))}
    </section>
  );
}
