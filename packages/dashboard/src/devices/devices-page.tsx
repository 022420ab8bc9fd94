import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { PageBody } from "../parts/page-body.js";
import { useDashboard } from "../use-dashboard.js";
import { busWord } from "../words.js";
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
            <>
              <p class="empty">
                No device is connected. Switch one on and scan for it; or add a simulated one, to see how things work.
              </p>
              <NotUsable />
            </>
          )}
          <ul class="cards">
            {all.map((device) => (
              <li key={device.hardware}>
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

/** Why a scan may find nothing. */
function NotUsable(): VNode | null {
  const buses = useDashboard().state.parts.buses.value ?? [];
  // Hardly anybody has a dongle, and without it nothing is wrong.
  const unusable = buses.filter(({ bus, usable }) => !usable && bus !== "lovense-dongle");
  if (unusable.length === 0) return null;
  return (
    <p class="empty">
      Not usable here: {unusable.map(({ bus }) => busWord(bus)).join(", ")}. <a href="#engine">What would help</a>
    </p>
  );
}
