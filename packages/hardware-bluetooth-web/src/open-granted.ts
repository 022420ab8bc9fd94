import type { Clock, EndpointPlan } from "@buttplug-ts/core";
import type { PageExit } from "@buttplug-ts/hardware-kit";
import { connectFailed, fitBluetoothPlan, HardwareConnection } from "@buttplug-ts/hardware-kit";
import { GattLink } from "./gatt-link.js";
import { type GattUse, type GrantedDevice, orNone, servicesOf } from "./granted-device.js";
import type { WebBluetoothCharacteristic } from "./web-bluetooth.js";

export interface OpenGrantedOptions {
  readonly plans: readonly EndpointPlan[];
  readonly clock: Clock;
  readonly operationLimitMs: number;
  readonly exit: PageExit;
  readonly signal: AbortSignal;
}

/** What Bluetooth wants between commits, as for every manager of this bus. */
const gapMs = 75;

/** Connects, finds the characteristics of the first plan that fits, and watches the link. */
export async function openGranted(granted: GrantedDevice, options: OpenGrantedOptions): Promise<HardwareConnection> {
  const use = await granted.connect(options.signal);
  try {
    return await granted.whileConnected(options.signal, () => connection(granted, use, options));
  } catch (error) {
    use.end();
    throw error;
  }
}

async function connection(
  granted: GrantedDevice,
  use: GattUse,
  { plans, clock, operationLimitMs, exit }: OpenGrantedOptions,
): Promise<HardwareConnection> {
  const { id } = granted.device;
  const offered = await characteristicsOf(use, plans);
  const fit = fitBluetoothPlan(plans, new Map([...offered].map(([uuid, own]) => [uuid, new Set(own.keys())])));
  if (fit === undefined) throw connectFailed(id, unfit);
  const characteristics = new Map(
    [...fit.endpoints].flatMap(([endpoint, at]) => {
      const characteristic = offered.get(at.service)?.get(at.characteristic);
      return characteristic ? [[endpoint, characteristic] as const] : [];
    }),
  );
  const onStuck = (reason: string) => opened.lost(reason, "failure");
  const link = new GattLink({ use, characteristics, clock, operationLimitMs, exit, onStuck });
  const endpoints = [...characteristics.keys()];
  const opened = new HardwareConnection({ id, plan: fit.plan, endpoints, gapMs, needsKeepalive, link, clock });
  const unlisten = granted.onDisconnected(() => opened.lost("the device disconnected"));
  void opened.closed.then(unlisten);
  return opened;
}

const unfit =
  "it has none of the services that are looked for, or the page may not use them; choose it again in the browser's list";

/** Apple's system drops the link of a device that is written to too rarely. */
const needsKeepalive = /iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "");

/** Service → characteristic, of the services that a plan has. */
async function characteristicsOf(
  { gatt }: GattUse,
  plans: readonly EndpointPlan[],
): Promise<Map<string, Map<string, WebBluetoothCharacteristic>>> {
  const wanted = new Set(plans.flatMap((plan) => (plan.kind === "bluetooth" ? Object.keys(plan.services) : [])));
  const offered = new Map<string, Map<string, WebBluetoothCharacteristic>>();
  for (const service of await servicesOf(gatt)) {
    if (!wanted.has(service.uuid)) continue;
    const own = offered.get(service.uuid) ?? new Map<string, WebBluetoothCharacteristic>();
    offered.set(service.uuid, own);
    for (const characteristic of await orNone(service.getCharacteristics())) {
      // Of two with the same UUID the first counts.
      if (!own.has(characteristic.uuid)) own.set(characteristic.uuid, characteristic);
    }
  }
  return offered;
}
