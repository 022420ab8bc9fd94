import type { Endpoint } from "@buttplug-ts/core";
import type { BluetoothData } from "./device-data.js";
import { uuid } from "./device-file-values.js";
import { entriesOf, type Reader, refuse, type Spot, show, within } from "./user-config-spot.js";

type Services = Pick<BluetoothData, "services" | "advertised">;

const endpoints =
  /^(?:command|firmware|rx|rxaccel|rxblebattery|rxblemodel|rxpressure|rxtouch|tx|txmode|txshock|txvibrate|txvendorcontrol|whitelist|generic(?:[12]?\d|3[01]))$/;

/** Services by their UUID, each with its endpoints. `"+1"` is a characteristic whose UUID begins with one more. */
export const readServices: Reader<Services> = (spot) => {
  const entries = entriesOf(spot);
  if (entries === undefined) return undefined;
  const services: Record<string, Record<string, string>> = {};
  const advertised: string[] = [];
  for (const [key, entry] of entries) {
    const service = uuid({ ...entry, value: key });
    if (service === undefined) continue;
    const { advertised: isAdvertised, ...found } = readEndpoints(entry, service);
    // A service that is only advertised has no place in a plan.
    if (Object.keys(found).length > 0) services[service] = found;
    if (isAdvertised) advertised.push(service);
  }
  return { services, advertised };
};

function readEndpoints(spot: Spot, service: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [key, entry] of entriesOf(spot) ?? []) {
    if (key === "advertised" && entry.value === true) found[key] = service;
    else if (!endpoints.test(key)) refuse(spot, `${show(key)} is no endpoint: expected tx, rx, …`, key);
    else {
      const characteristic = readCharacteristic(entry, service);
      if (characteristic !== undefined) found[key] = characteristic;
    }
  }
  return found;
}

function readCharacteristic(spot: Spot, service: string): string | undefined {
  const { value } = spot;
  if (typeof value !== "string" || !/^\+[1-9]\d?$/.test(value)) return uuid(spot);
  const group = Number.parseInt(service.slice(0, 8), 16) + Number(value);
  return group.toString(16).padStart(8, "0") + service.slice(8);
}

/** Services beside which another list says which of them are advertised. */
export function withAdvertised({ services, advertised }: Services, more: readonly string[]): Services {
  return { services, advertised: [...new Set([...advertised, ...more])] };
}

/** An endpoint that the two place differently on the same service: the devices that are known would lose theirs. */
export function moved(known: Services["services"], spot: Spot, { services }: Services): void {
  for (const [service, found] of Object.entries(services)) {
    for (const [endpoint, characteristic] of Object.entries(found)) {
      const before = known[service]?.[endpoint as Endpoint];
      if (before === undefined || before === characteristic) continue;
      const where = within(within(spot, "services", undefined), service, undefined);
      refuse(where, `${endpoint} of ${service} is ${before} already, for the devices that are known`, endpoint);
    }
  }
}
