import type { Endpoint, EndpointPlan } from "@buttplug-ts/core";

/** A characteristic of a Bluetooth device. UUIDs are lower-case and 128 bits long. */
export interface Characteristic {
  readonly service: string;
  readonly characteristic: string;
}

export interface BluetoothFit {
  readonly plan: EndpointPlan;
  readonly endpoints: ReadonlyMap<Endpoint, Characteristic>;
}

/** The first plan of which the device has an endpoint, and where its endpoints are. `offered`: service → its characteristics. */
export function fitBluetoothPlan(
  plans: readonly EndpointPlan[],
  offered: ReadonlyMap<string, ReadonlySet<string>>,
): BluetoothFit | undefined {
  for (const plan of plans) {
    if (plan.kind !== "bluetooth") continue;
    const endpoints = new Map<Endpoint, Characteristic>();
    for (const [service, wanted] of Object.entries(plan.services)) {
      for (const [endpoint, characteristic] of Object.entries(wanted)) {
        if (characteristic === undefined || !offered.get(service)?.has(characteristic)) continue;
        endpoints.set(endpoint as Endpoint, { service, characteristic });
      }
    }
    if (endpoints.size > 0) return { plan, endpoints };
  }
  return undefined;
}

/** The first plan for a bus that is one pipe. */
export function fitPlan<K extends EndpointPlan["kind"]>(
  plans: readonly EndpointPlan[],
  kind: K,
): (EndpointPlan & { readonly kind: K }) | undefined {
  return plans.find((plan): plan is EndpointPlan & { readonly kind: K } => plan.kind === kind);
}

const bluetoothBase = "-0000-1000-8000-00805f9b34fb";

/** A UUID in the form that plans use, from 16 or 32 bits, or 128 with or without dashes. */
export function fullUuid(uuid: string): string {
  const digits = uuid.toLowerCase().replaceAll("-", "").replace(/^0x/, "");
  if (digits.length <= 8) return digits.padStart(8, "0") + bluetoothBase;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
