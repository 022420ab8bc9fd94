import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import { type KnownDevice, nameOf } from "../device-change.js";
import { ActionButton } from "../parts/action.js";
import { ListRow } from "../parts/focus-home.js";
import { Name } from "../parts/name.js";
import { useDashboard } from "../use-dashboard.js";
import { AccessSelect } from "./access-select.js";
import { DeviceSettings } from "./device-settings.js";
import { saidBy } from "./entry-words.js";

export interface KnownDeviceRowProps {
  readonly device: KnownDevice;
  readonly isConnected: boolean;
}

/** One piece of hardware. The settings of one that is connected are in its card. */
export function KnownDeviceRow({ device, isConnected }: KnownDeviceRowProps): VNode {
  const dashboard = useDashboard();
  const isOpen = useSignal(false);
  const settingsId = useId();
  const { hardware, name, displayName, settings, index } = device;
  const title = nameOf(device);
  const isSimulated = (dashboard.state.parts.simulated.value ?? []).some((each) => each.hardware === hardware);
  const facts = [
    displayName !== undefined && name,
    title !== hardware && hardware,
    index !== undefined && `index ${index}`,
    ...(settings ? saidBy(settings) : []),
  ].filter(Boolean);
  return (
    <ListRow class="known">
      <div class="grow">
        <strong>
          <Name>{title}</Name>
        </strong>{" "}
        <span class="tag">{stateOf(device, isConnected)}</span>
        <p class="dim">{facts.join(" · ")}</p>
        {"isDriven" in device && device.isDriven && (
          <p class="held">It may still be running: it left while it was driven. It is stopped as soon as it is back.</p>
        )}
      </div>
      <AccessSelect
        of={title}
        access={settings?.access}
        onChoose={(access) => dashboard.settings.changeDevice({ hardware, access }, `when ${title} is connected`)}
      />
      {!isConnected && (
        <button
          type="button"
          aria-expanded={isOpen.value}
          aria-controls={settingsId}
          aria-label={`Settings of ${title}`}
          onClick={() => {
            isOpen.value = !isOpen.value;
          }}
        >
          Settings
        </button>
      )}
      {isSimulated && !isConnected ? (
        <ActionButton
          class="last"
          label={`Remove ${title}`}
          run={() => dashboard.call("removeSimulated", { hardware })}
        >
          Remove
        </ActionButton>
      ) : (
        (!isConnected || settings) && (
          <ActionButton class="last" label={`Forget ${title}`} run={() => dashboard.settings.forget(device)}>
            Forget
          </ActionButton>
        )
      )}
      <div id={settingsId} class="whole-row" hidden={!isOpen.value || isConnected}>
        {isOpen.value && !isConnected && <DeviceSettings device={device} />}
      </div>
    </ListRow>
  );
}

function stateOf({ settings, mayConnect }: KnownDevice, isConnected: boolean): string {
  if (isConnected) return "Connected";
  if (settings?.access === "deny") return "Never connected";
  return mayConnect ? "Away" : "Not allowed";
}
