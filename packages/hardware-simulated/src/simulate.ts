import { ButtplugError, type ModelDefinition } from "@buttplug-ts/core";
import { type BluetoothData, type DeviceDatabase, deviceDatabase, type ProtocolRules } from "@buttplug-ts/device-db";
import type { Simulator } from "@buttplug-ts/protocol-kit";
import { simulators } from "@buttplug-ts/protocols/simulators";
import { type SimulatedBus, SimulatedDevice, type SimulatedDeviceOptions } from "./simulated-device.js";

/** How many similar names an error lists. */
const candidateCount = 3;

export interface SimulateOptions extends SimulatedDeviceOptions {
  /** Where models are looked up. Default: the device database as it comes. */
  readonly deviceDb?: DeviceDatabase;
}

/**
 * A device of a model of the device database, such as `simulate("Lovense Nora")`.
 * @param model the model's name or id, in any case
 * @throws ButtplugError `usage/invalid-argument` that names near candidates, if there is no such model
 */
export function simulate(
  model: string,
  { deviceDb = deviceDatabase, ...options }: SimulateOptions = {},
): SimulatedDevice {
  const found = modelNamed(model, deviceDb);
  const data = deviceDb.protocol(found.protocol);
  const bus = data && busOf(data);
  if (bus === undefined) {
    throw new ButtplugError("usage/invalid-argument", `${found.name} is on no bus that can be simulated`, {
      details: { argument: "model" },
    });
  }
  const simulator = simulators.find(({ key }) => key === found.protocol);
  // A simulator knows the names of the models that it was written for.
  const isItsOwn = deviceDatabase.models.some(({ id }) => id === found.id);
  const ownName = isItsOwn ? simulator?.advertisedName(found) : undefined;
  const name = ownName ?? nameOf(found, deviceDb, simulator, data?.bluetooth);
  return new SimulatedDevice({ model: found, bus, name, ...(simulator && { simulator }) }, options);
}

/** The names that {@link simulate} takes, in alphabetical order. */
export function simulatedModels(deviceDb: DeviceDatabase = deviceDatabase): readonly string[] {
  const possible = deviceDb.models.filter(({ protocol }) => {
    const data = deviceDb.protocol(protocol);
    return data !== undefined && data.notDriven === undefined && busOf(data) !== undefined;
  });
  return [...new Set(possible.map(({ name }) => name))].sort((a, b) => a.localeCompare(b));
}

/** The first bus on which the devices of a protocol are found. */
function busOf(data: ProtocolRules): SimulatedBus | undefined {
  if (data.bluetooth) return bluetoothOf(data.bluetooth);
  const [port] = data.serial?.ports ?? [];
  if (port !== undefined) return { kind: "serial", port };
  for (const kind of ["hid", "usb"] as const) {
    const [pair] = data[kind] ?? [];
    if (pair) return { kind, ...pair };
  }
  if (data.websocket) return { kind: "websocket" };
  if (data.xinput) return { kind: "xinput" };
  return data.lovenseConnect && { kind: "lovense-connect" };
}

/**
 * What a device of this model calls itself: an advertised name that leads to it, where names do; else what its simulator says
 * or its identifier, also where it is recognised by a service.
 */
function nameOf(
  model: ModelDefinition,
  deviceDb: DeviceDatabase,
  simulator: Simulator | undefined,
  { names: patterns = [], advertised = [] }: Partial<BluetoothData> = {},
): string {
  const { identifier } = model;
  const names = patterns.map((pattern) => {
    if (!pattern.endsWith("*")) return pattern;
    const prefix = pattern.slice(0, -1);
    return identifier.startsWith(prefix) ? identifier : `${prefix}1`;
  });
  const leads = (name: string) => deviceDb.model(model.protocol, name) === model;
  const other = advertised.length > 0 && identifier !== "" ? identifier : names[0];
  return names.find(leads) ?? simulator?.advertisedName(model) ?? other ?? (identifier || model.name);
}

/** A device has one family of services, an advertised one if there is any, and those that add endpoints to it. */
function bluetoothOf({ services, advertised }: BluetoothData): SimulatedBus {
  const all = Object.keys(services);
  const first = all.find((uuid) => advertised.includes(uuid));
  const endpoints = new Set<string>();
  const own = [...(first === undefined ? [] : [first]), ...all].filter((uuid) => {
    const fresh = Object.keys(services[uuid] ?? {}).filter((endpoint) => !endpoints.has(endpoint));
    for (const endpoint of fresh) endpoints.add(endpoint);
    return fresh.length > 0;
  });
  const shown = advertised.filter((uuid) => own.includes(uuid) || services[uuid] === undefined);
  return { kind: "bluetooth", services: own, advertised: shown };
}

function modelNamed(wanted: string, deviceDb: DeviceDatabase): ModelDefinition {
  const text = wanted.toLowerCase();
  const found = deviceDb.models.find(({ id, name }) => id === text || name.toLowerCase() === text);
  if (found) return found;
  const near = nearest(text, deviceDb).map((name) => `"${name}"`);
  throw new ButtplugError("usage/invalid-argument", `there is no model "${wanted}"; near are ${near.join(", ")}`, {
    details: { argument: "model" },
  });
}

function nearest(text: string, deviceDb: DeviceDatabase): readonly string[] {
  const names = [...new Set(deviceDb.models.map(({ name }) => name))];
  const rated = names.map((name) => ({ name, distance: distance(text, name.toLowerCase()) }));
  return rated
    .sort((a, b) => a.distance - b.distance)
    .slice(0, candidateCount)
    .map(({ name }) => name);
}

/** 0 for texts with the same pairs of neighbouring letters, 1 for texts without a common pair. */
function distance(a: string, b: string): number {
  const pairs = (text: string) => new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
  const ofA = pairs(a);
  const ofB = pairs(b);
  const common = [...ofA].filter((pair) => ofB.has(pair)).length;
  return 1 - (2 * common) / Math.max(1, ofA.size + ofB.size);
}
