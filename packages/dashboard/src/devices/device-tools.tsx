import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { ActionButton } from "../parts/action.js";
import { useDashboard } from "../use-dashboard.js";
import { LevelCap } from "./level-cap.js";

/** By then the page knows that the engine scans, unless that was over at once: with much to tell it tells once a second. */
const scanSeenMs = 1_500;

/** What brings devices in, and the cap on all of them. */
export function DeviceTools({ onAdd }: { readonly onAdd: () => void }): VNode {
  const dashboard = useDashboard();
  const { scanning, devices } = dashboard.state.parts;
  const isScanning = scanning.value ?? false;
  const hasScanned = useSignal(false);
  const foundNothing = hasScanned.value && devices.value?.length === 0;
  const scans = useRef(0);
  const scan = async () => {
    scans.current += 1;
    const number = scans.current;
    hasScanned.value = false;
    await dashboard.call("startScanning");
    dashboard.clock.after(scanSeenMs, () => {
      if (number === scans.current) hasScanned.value = true;
    });
  };
  return (
    <section class="tools" aria-label="For all devices">
      <div class="row">
        <ActionButton class="primary" run={() => (isScanning ? dashboard.call("stopScanning") : scan())}>
          {isScanning ? "Stop scanning" : "Scan for devices"}
        </ActionButton>
        <button type="button" onClick={onAdd}>
          Add a simulated device…
        </button>
        <p role="status" class="dim">
          {isScanning ? "Scanning…" : foundNothing && "Nothing was found."}
        </p>
      </div>
      <LevelCap />
    </section>
  );
}
