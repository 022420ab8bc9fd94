import type { EndpointPlan, ModelDefinition, ScanFilters } from "@buttplug-ts/core";
import { createDeviceDatabase } from "./create-device-database.js";
import type { DeviceDatabase } from "./database.js";
import type { BluetoothData, DeviceData, ProtocolRules } from "./device-data.js";

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
    protocol: (key) => rulesOf(database.protocol(key), added.protocol(key)),
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

/** What was added goes first. */
function rulesOf(known: ProtocolRules | undefined, added: ProtocolRules | undefined): ProtocolRules | undefined {
  if (!known || !added) return added ?? known;
  const { bluetooth } = known;
  return { ...known, ...added, ...(bluetooth && { bluetooth: withRules(bluetooth, added.bluetooth) }) };
}

function withRules(known: BluetoothData, added: BluetoothData = known): BluetoothData {
  const both = <T>(of: (data: BluetoothData) => readonly T[]) => [...new Set([...of(added), ...of(known)])];
  return {
    names: both(({ names }) => names),
    manufacturerData: both(({ manufacturerData }) => manufacturerData),
    services: servicesOf(known.services, added.services),
    advertised: both(({ advertised }) => advertised),
  };
}

/** The characteristics of all services that either knows: which of them a device has it shows when it is connected. */
function planOf(known: EndpointPlan | undefined, added: EndpointPlan | undefined): EndpointPlan | undefined {
  if (known?.kind !== "bluetooth" || added?.kind !== "bluetooth") return added ?? known;
  return { ...known, services: servicesOf(known.services, added.services) };
}

function servicesOf<T extends object>(
  known: Readonly<Record<string, T>>,
  added: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  const joint = Object.entries(added).map(([service, endpoints]) => [service, { ...known[service], ...endpoints }]);
  return { ...known, ...Object.fromEntries(joint) };
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
