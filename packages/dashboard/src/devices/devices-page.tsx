import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { PageBody } from "../parts/page-body.js";
import { useDashboard } from "../use-dashboard.js";
import { AddSimulated } from "./add-simulated.js";
import { DeviceCard } from "./device-card.js";
import { DeviceTools } from "./device-tools.js";
import { KnownDevices } from "./known-devices.js";

/** The devices, and what is for all of them. */
export function DevicesPage(): VNode {
  const { devices, settingsProblems } = useDashboard().state.parts;
  const isAdding = useSignal(false);
  const all = devices.value ?? [];
  const problems = settingsProblems.value ?? [];
  return (
    <>
      <PageBody>
        <DeviceTools
          onAdd={() => {
            isAdding.value = true;
          }}
        />
        {problems.length > 0 && (
          <div class="banner lost" role="alert">
            <p>Some of the settings cannot be used:</p>
            <ul>
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          </div>
        )}
        <section class="devices" aria-label="Devices" tabIndex={-1}>
          {all.length === 0 && (
            <p class="empty">
              No device is connected. Switch one on and scan for it; or add a simulated one, to see how things work.
            </p>
          )}
          <ul class="cards">
            {all.map((device) => (
              <li key={device.index}>
                <DeviceCard device={device} />
              </li>
            ))}
          </ul>
        </section>
        <KnownDevices />
      </PageBody>
      {isAdding.value && (
        <AddSimulated
          onClose={() => {
            isAdding.value = false;
          }}
        />
      )}
    </>
  );
}
