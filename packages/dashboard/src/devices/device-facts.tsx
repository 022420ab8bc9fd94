import type { DeviceState } from "@buttplug-ts/management";
import type { VNode } from "preact";

export interface DeviceFactsProps {
  readonly device: DeviceState;
  readonly isSimulated: boolean;
}

/** Model, number, battery and signal. */
export function DeviceFacts({ device, isSimulated }: DeviceFactsProps): VNode {
  const { index, name, displayName, batteryPercent, rssiDbm } = device;
  return (
    <ul class="facts">
      {displayName !== undefined && displayName !== name && <li>{name}</li>}
      <li title="The number that applications know it by">Index {index}</li>
      {isSimulated && <li class="tag">Simulated</li>}
      {batteryPercent !== undefined && (
        <li class={batteryPercent <= 15 ? "low" : undefined}>
          <BatterySign percent={batteryPercent} /> <span class="hidden">Battery</span> {batteryPercent} %
        </li>
      )}
      {rssiDbm !== undefined && (
        <li>
          <SignalSign dbm={rssiDbm} /> <span class="hidden">Signal</span> {rssiDbm} dBm
        </li>
      )}
    </ul>
  );
}

function BatterySign({ percent }: { readonly percent: number }): VNode {
  return (
    <svg class="sign" viewBox="0 0 22 12" aria-hidden="true">
      <rect
        x="0.75"
        y="0.75"
        width="18.5"
        height="10.5"
        rx="2.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
      />
      <rect x="20" y="4" width="2" height="4" fill="currentColor" />
      <rect x="2.5" y="2.5" width={(15 * percent) / 100} height="7" rx="1" fill="currentColor" />
    </svg>
  );
}

/** Four bars, of which -90 dBm fills none and -50 dBm all. */
function SignalSign({ dbm }: { readonly dbm: number }): VNode {
  const bars = Math.round(Math.max(0, Math.min(4, (dbm + 90) / 10)));
  return (
    <svg class="sign" viewBox="0 0 22 12" aria-hidden="true">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 5.5}
          y={8 - bar * 2.6}
          width="4"
          height={4 + bar * 2.6}
          rx="1"
          fill="currentColor"
          opacity={bar < bars ? 1 : 0.25}
        />
      ))}
    </svg>
  );
}
