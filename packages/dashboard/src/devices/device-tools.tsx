import type { VNode } from "preact";
import { ActionButton } from "../parts/action.js";
import { useDashboard } from "../use-dashboard.js";
import { LevelCap } from "./level-cap.js";

/** What brings devices in, and the cap on all of them. */
export function DeviceTools({ onAdd }: { readonly onAdd: () => void }): VNode {
  const dashboard = useDashboard();
  const isScanning = dashboard.state.parts.scanning.value ?? false;
  return (
    <section class="tools" aria-label="For all devices">
      <div class="row">
        <ActionButton class="primary" run={() => dashboard.call(isScanning ? "stopScanning" : "startScanning")}>
          {isScanning ? "Stop scanning" : "Scan for devices"}
        </ActionButton>
        <button type="button" onClick={onAdd}>
          Add a simulated device…
        </button>
        <p role="status" class="dim">
          {isScanning && "Scanning…"}
        </p>
      </div>
      <LevelCap />
    </section>
  );
}
