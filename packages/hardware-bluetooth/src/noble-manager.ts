import { ButtplugError, systemClock } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { importNative } from "@buttplug-ts/hardware-kit";
import { CentralManager } from "./central-manager.js";
import type { NobleApi } from "./noble-api.js";
import { NobleCentral } from "./noble-central.js";
import type { BluetoothLimits } from "./options.js";

/** Plain data: it goes to another process. */
export interface NobleManagerOptions extends BluetoothLimits {
  readonly name: string;
  /** noble's back end. */
  readonly binding: string;
  /** As `hci1`. */
  readonly adapter?: string;
}

interface Noble {
  withBindings(binding: string, options: object): NobleApi;
}

/**
 * A manager over noble, in this process, which a fault of native code may end.
 * @throws ButtplugError `hardware/unavailable` or `usage/invalid-argument`
 */
export async function nobleManager(options: NobleManagerOptions): Promise<HardwareManager> {
  const { binding, adapter } = options;
  const noble = await importNative<unknown>("bluetooth", "@stoprocent/noble", () => import("@stoprocent/noble"));
  const { withBindings } = (noble as { readonly default: Noble }).default;
  const central = new NobleCentral(
    withBindings(binding, adapter === undefined ? {} : adapterOptions(adapter)),
    systemClock,
  );
  return new CentralManager(central, { ...options, clock: systemClock });
}

function adapterOptions(adapter: string): object {
  const [, number] = /^hci(\d+)$/.exec(adapter) ?? [];
  if (number !== undefined) return { deviceId: Number(number) };
  const text = `an adapter is chosen as hci0 or hci1 with this back end, not as ${adapter}`;
  throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "adapter" } });
}
