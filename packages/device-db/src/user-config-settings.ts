import type { EndpointPlan } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";
import type { UserConfig, UserDevice, UserDeviceMatch, UserFeature } from "./user-config.js";

/** A device that was identified. */
export type KnownDevice = Required<UserDeviceMatch>;

/** What all entries that fit a device say together. */
export type DeviceSettings = Omit<UserDevice, keyof UserDeviceMatch | "access" | "serial">;

/** The owner's entries that fit a device, the most special first. */
export function entriesFor(
  { devices }: UserConfig,
  device: KnownDevice,
  database: DeviceDatabase,
): readonly UserDevice[] {
  return devices.filter((entry) => fits(entry, device, database) === true).sort((a, b) => rankOf(b) - rankOf(a));
}

/**
 * What the owner decided about a device. Where entries differ the more special one wins, each limit by itself: hardware
 * counts more than protocol and identifier, these more than the protocol alone.
 */
export function settingsFor(config: UserConfig, device: KnownDevice, database: DeviceDatabase): DeviceSettings {
  const settings = entriesFor(config, device, database).reduceRight(merged, {} as UserDevice);
  const { hardware, protocol, identifier, access, serial, ...rest } = settings;
  return rest;
}

/**
 * Whether a device may be connected, as far as it is known: ask by its hardware before it is opened, and again when its
 * protocol and its identifier are known. Who denies wins; if any entry allows, only allowed devices may.
 */
export function mayConnect(
  { devices, onlyAllowed = false }: UserConfig,
  device: UserDeviceMatch & { readonly hardware: string },
  database: DeviceDatabase,
): boolean {
  const ofAccess = (access: UserDevice["access"]) => devices.filter((entry) => entry.access === access);
  if (ofAccess("deny").some((entry) => fits(entry, device, database) === true)) return false;
  const allowing = ofAccess("allow");
  if (!onlyAllowed && allowing.length === 0) return true;
  return allowing.some((entry) => fits(entry, device, database) !== false);
}

/** What the owner says is at a serial port, which cannot say it: the protocols of the entries that name both. */
export function serialPlansFor(
  config: UserConfig,
  hardware: string,
  database: DeviceDatabase,
): readonly EndpointPlan[] {
  const entries = entriesOf(config, hardware);
  return protocolsOf(entries).flatMap((protocol) => {
    const plan = database.plan(protocol, "serial");
    const lines = entries.flatMap((entry) => (entry.protocol === protocol ? (entry.serial ?? []) : []));
    return plan?.kind === "serial" && plan.line ? [{ ...plan, line: Object.assign({}, plan.line, ...lines) }] : [];
  });
}

/** What the owner says a WebSocket device speaks, which says its name only: as with serial ports. */
export function websocketPlansFor(config: UserConfig, hardware: string): readonly EndpointPlan[] {
  const protocols = protocolsOf(entriesOf(config, hardware));
  return protocols.map((protocol) => ({ kind: "websocket", protocol, endpoints: ["tx", "rx"] }));
}

function entriesOf({ devices }: UserConfig, hardware: string): readonly UserDevice[] {
  return devices
    .filter((entry) => entry.hardware === hardware && entry.access !== "deny")
    .sort((a, b) => rankOf(a) - rankOf(b));
}

function protocolsOf(entries: readonly UserDevice[]): readonly string[] {
  return [...new Set(entries.flatMap(({ protocol }) => protocol ?? []))];
}

/** The ports that {@link serialPlansFor} knows plans for, by the names that their manager has for them. */
export function serialPortsOf(config: UserConfig, database: DeviceDatabase): readonly string[] {
  const named = new Set(config.devices.flatMap(({ hardware }) => hardware ?? []));
  return [...named]
    .filter((hardware) => serialPlansFor(config, hardware, database).length > 0)
    .map((hardware) => hardware.slice(hardware.indexOf("/") + 1));
}

/** Undefined if too little is known of the device. A model may have several identifiers: any of them is meant. */
export function fits(entry: UserDeviceMatch, device: UserDeviceMatch, database: DeviceDatabase): boolean | undefined {
  const { hardware, protocol, identifier } = entry;
  if (hardware !== undefined && hardware !== device.hardware) return false;
  if (protocol === undefined) return true;
  if (device.protocol === undefined) return undefined;
  if (protocol !== device.protocol) return false;
  if (identifier === undefined || identifier === device.identifier) return true;
  if (device.identifier === undefined) return undefined;
  const meant = database.model(protocol, identifier);
  return meant?.identifier === identifier && meant.id === database.model(protocol, device.identifier)?.id;
}

function rankOf({ hardware, protocol, identifier }: UserDeviceMatch): number {
  return (hardware === undefined ? 0 : 4) + (identifier === undefined ? 0 : 2) + (protocol === undefined ? 0 : 1);
}

function merged(below: UserDevice, above: UserDevice): UserDevice {
  const indexes = new Set([...Object.keys(below.features ?? {}), ...Object.keys(above.features ?? {})].map(Number));
  const features = [...indexes].map((index) => [
    index,
    mergedFeature(below.features?.[index] ?? {}, above.features?.[index] ?? {}),
  ]);
  return { ...below, ...above, ...(indexes.size > 0 && { features: Object.fromEntries(features) }) };
}

function mergedFeature(below: UserFeature, above: UserFeature): UserFeature {
  return { outputs: eachMerged(below.outputs, above.outputs), inputs: eachMerged(below.inputs, above.inputs) };
}

function eachMerged<T extends object>(below: T = {} as T, above: T = {} as T): T {
  const types = Object.keys({ ...below, ...above }) as (keyof T)[];
  return Object.fromEntries(types.map((type) => [type, { ...below[type], ...above[type] }])) as T;
}
