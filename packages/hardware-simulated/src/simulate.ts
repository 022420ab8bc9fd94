import { ButtplugError, type ModelDefinition } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { simulators } from "@buttplug-ts/protocols/simulators";
import { type SimulatedBus, SimulatedDevice, type SimulatedDeviceOptions } from "./simulated-device.js";

/** How many similar names an error lists. */
const candidateCount = 3;

/**
 * A device of a model of the device database, such as `simulate("Lovense Nora")`.
 * @param model the model's name or id, in any case
 * @throws ButtplugError `usage/invalid-argument` that names near candidates, if there is no such model
 */
export function simulate(model: string, options: SimulatedDeviceOptions = {}): SimulatedDevice {
  const found = modelNamed(model);
  const bus = bluetoothOf(found.protocol) ?? serialOf(found.protocol);
  if (bus === undefined) {
    throw new ButtplugError("usage/invalid-argument", `${found.name} is on no bus that can be simulated`, {
      details: { argument: "model" },
    });
  }
  const simulator = simulators.find(({ key }) => key === found.protocol);
  return new SimulatedDevice({ model: found, bus, ...(simulator && { simulator }) }, options);
}

/** A device has one family of services, an advertised one if there is any, and those that add endpoints to it. */
function bluetoothOf(protocol: string): SimulatedBus | undefined {
  const plan = deviceDatabase.plan(protocol, "bluetooth");
  if (plan?.kind !== "bluetooth") return undefined;
  const advertised = new Set(deviceDatabase.scanFilters.bluetooth.services);
  const all = Object.keys(plan.services);
  const first = all.find((uuid) => advertised.has(uuid));
  const endpoints = new Set<string>();
  const services = [...(first === undefined ? [] : [first]), ...all].filter((uuid) => {
    const fresh = Object.keys(plan.services[uuid] ?? {}).filter((endpoint) => !endpoints.has(endpoint));
    for (const endpoint of fresh) endpoints.add(endpoint);
    return fresh.length > 0;
  });
  return { kind: "bluetooth", services, advertised: services.filter((uuid) => advertised.has(uuid)) };
}

/** Several protocols may be set up for one port; any of theirs will do. */
function serialOf(protocol: string): SimulatedBus | undefined {
  const ports = deviceDatabase.scanFilters.serial?.ports ?? [];
  const port = ports.find((each) => deviceDatabase.match({ kind: "serial", id: each, port: each }).includes(protocol));
  return port === undefined ? undefined : { kind: "serial", port };
}

function modelNamed(wanted: string): ModelDefinition {
  const text = wanted.toLowerCase();
  const found = deviceDatabase.models.find(({ id, name }) => id === text || name.toLowerCase() === text);
  if (found) return found;
  const near = nearest(text).map((name) => `"${name}"`);
  throw new ButtplugError("usage/invalid-argument", `there is no model "${wanted}"; near are ${near.join(", ")}`, {
    details: { argument: "model" },
  });
}

function nearest(text: string): readonly string[] {
  const rated = deviceDatabase.models.map(({ name }) => ({ name, distance: distance(text, name.toLowerCase()) }));
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
