import { ButtplugError } from "@buttplug-ts/core";

interface Named {
  readonly deviceIndex: number;
  readonly deviceName: string;
}

/**
 * The device that a command of an older version names.
 * @throws ButtplugError `device/unknown`, which names the devices that exist.
 */
export function deviceAt<D>(devices: ReadonlyMap<number, D>, deviceIndex: number): D {
  const device = devices.get(deviceIndex);
  if (device !== undefined) return device;
  const text = `there is no device ${deviceIndex}; connected are ${listOf([...devices.keys()])}`;
  throw new ButtplugError("device/unknown", text, { details: { deviceIndex } });
}

/** The error for a command whose output the device does not have at all, or not at the index. */
export function noOutput(device: Named, output: string, existing: readonly string[]): ButtplugError {
  const text = `${nameOf(device)} has no output ${output} for this command; it takes ${listOf(existing)}`;
  return new ButtplugError("device/no-output", text, { details: { output } });
}

/** The error for an index beyond the list of a command. */
export function noIndex(device: Named, command: string, index: number, count: number): ButtplugError {
  const text = `${nameOf(device)} has no ${command} index ${index}; it has 0 to ${count - 1}`;
  return new ButtplugError("device/unknown-feature", text, {
    details: { deviceIndex: device.deviceIndex, featureIndex: index },
  });
}

/** The error for a sensor that the device does not have, or not at the index. */
export function noSensor(device: Named, input: string, existing: readonly string[]): ButtplugError {
  const text = `${nameOf(device)} has no sensor ${input} there; this command takes ${listOf(existing)}`;
  return new ButtplugError("device/no-input", text, { details: { input } });
}

/** The error for commands in which an application talks to the device past the server. */
export function notSupported(name: string): ButtplugError {
  const text = `${name} is not carried out: this server sends a device only what its protocol makes of outputs`;
  return new ButtplugError("message/not-supported", text, { details: { name } });
}

function nameOf({ deviceIndex, deviceName }: Named): string {
  return `device ${deviceIndex} (${deviceName})`;
}

function listOf(names: readonly (string | number)[]): string {
  return names.join(", ") || "none";
}
