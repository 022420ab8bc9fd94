import type { EndpointPlan, ModelDefinition, ScanFilters } from "@buttplug-ts/core";
import { createDeviceDatabase } from "./create-device-database.js";
import type { DeviceDatabase } from "./database.js";
import type { DeviceData } from "./device-data.js";

/**
 * `database` with more devices of its protocols: added models take the places of those with the same identifier, added
 * rules recognise devices before those that were there. `database` itself stays as it is.
 */
export function addDeviceData(database: DeviceDatabase, data: DeviceData): DeviceDatabase {
  if (data.protocols.length === 0) return database;
  const added = createDeviceDatabase(data);
  const replaced = ({ protocol, identifier }: ModelDefinition) =>
    added.model(protocol, identifier)?.identifier === identifier;
  const models = [...database.models.filter((model) => !replaced(model)), ...added.models];
  const scanFilters = joined(database.scanFilters, added.scanFilters);
  return {
    match: (advertisement) => [...new Set([...added.match(advertisement), ...database.match(advertisement)])],
    protocol: (key) => database.protocol(key),
    plan: (protocol, kind) => planOf(database.plan(protocol, kind), added.plan(protocol, kind)),
    model(protocol, identifier = "") {
      const [own, known] = [added.model(protocol, identifier), database.model(protocol, identifier)];
      if (own?.identifier === identifier) return own;
      return known?.identifier === identifier ? known : (own ?? known);
    },
    models,
    scanFilters,
  };
}

/** The characteristics of all services that either knows: which of them a device has it shows when it is connected. */
function planOf(known: EndpointPlan | undefined, added: EndpointPlan | undefined): EndpointPlan | undefined {
  if (known?.kind !== "bluetooth" || added?.kind !== "bluetooth") return added ?? known;
  const services = Object.entries(added.services).map(([service, endpoints]) => [
    service,
    { ...known.services[service], ...endpoints },
  ]);
  return { ...known, services: { ...known.services, ...Object.fromEntries(services) } };
}

function joined(known: ScanFilters, added: ScanFilters): ScanFilters {
  const both = <T>(of: (filters: ScanFilters) => readonly T[] | undefined) => [
    ...new Set([...(of(known) ?? []), ...(of(added) ?? [])]),
  ];
  return {
    bluetooth: {
      names: both(({ bluetooth }) => bluetooth.names),
      namePrefixes: both(({ bluetooth }) => bluetooth.namePrefixes),
      services: both(({ bluetooth }) => bluetooth.services),
      manufacturerData: both(({ bluetooth }) => bluetooth.manufacturerData),
      optionalServices: both(({ bluetooth }) => bluetooth.optionalServices),
    },
    hid: both(({ hid }) => hid),
    usb: both(({ usb }) => usb),
    serial: { ports: both(({ serial }) => serial?.ports) },
  };
}
