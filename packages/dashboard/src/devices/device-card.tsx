import type { DeviceState } from "@buttplug-ts/management";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { ActionButton } from "../parts/action.js";
import { useFocusHome } from "../parts/focus-home.js";
import { Name } from "../parts/name.js";
import { useHold } from "../parts/use-hold.js";
import { useDashboard } from "../use-dashboard.js";
import { DeviceFacts } from "./device-facts.js";
import { DevicePlot } from "./device-plot.js";
import { DeviceSettings } from "./device-settings.js";
import { FeatureControls } from "./feature-controls.js";

/** One connected device: what it is, what it does, and what it may do. */
export function DeviceCard({ device }: { readonly device: DeviceState }): VNode {
  const dashboard = useDashboard();
  const isOpen = useSignal(false);
  const place = useFocusHome<HTMLElement>();
  const titleId = useId();
  const settingsId = useId();
  const { index, name, displayName, hardware, heldBy, features } = device;
  const isSimulated = (dashboard.state.parts.simulated.value ?? []).some((each) => each.hardware === hardware);
  const shownName = displayName ?? name;
  return (
    <article ref={place} class={heldBy === undefined ? "card" : "card is-held"} aria-labelledby={titleId}>
      <header>
        <h2 id={titleId}>
          <Name>{shownName}</Name>
        </h2>
        <DeviceFacts device={device} isSimulated={isSimulated} />
      </header>
      {heldBy !== undefined && (
        <p class="held">
          Held at rest by <Name>{heldBy}</Name>. It takes no commands until it is released.
        </p>
      )}
      {features.map((feature) => (
        <FeatureControls key={feature.index} device={device} feature={feature} />
      ))}
      <DevicePlot device={device} />
      <div class="row card-actions">
        <ActionButton label={`Stop ${shownName}`} class="danger" again run={() => dashboard.stopDevice(index)}>
          Stop
        </ActionButton>
        <HoldDevice index={index} name={shownName} />
        {isSimulated && (
          <ActionButton label={`Remove ${shownName}`} run={() => dashboard.call("removeSimulated", { hardware })}>
            Remove
          </ActionButton>
        )}
        <button
          type="button"
          aria-expanded={isOpen.value}
          aria-controls={settingsId}
          aria-label={`Settings of ${shownName}`}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          Settings
        </button>
      </div>
      <div id={settingsId} hidden={!isOpen.value}>
        {isOpen.value && <DeviceSettings device={device} />}
      </div>
    </article>
  );
}

/** A hold of this device alone. */
function HoldDevice({ index, name }: { readonly index: number; readonly name: string }): VNode {
  const dashboard = useDashboard();
  const holds = dashboard.state.parts.holds.value ?? [];
  const own = holds.filter(({ devices }) => devices !== "all" && devices.includes(index));
  const { isHeld, turn } = useHold(own, [index]);
  const word = isHeld ? "Release" : "Hold";
  return (
    <ActionButton label={`${word} ${name}`} run={turn}>
      {word}
    </ActionButton>
  );
}
