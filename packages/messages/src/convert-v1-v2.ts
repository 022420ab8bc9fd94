import { launchDurationMs, launchTop } from "./launch-duration.js";
import { deviceAt, noOutput, notSupported } from "./older-errors.js";
import type { ClientMessageV1, DeviceV1, ServerMessageV1 } from "./v1.js";
import type { ClientMessageV2, DeviceV2, ServerMessageV2 } from "./v2.js";

/** Answered where the session ends: they are no business of a device. */
type Upward = Exclude<ClientMessageV1, { readonly type: "test" | "requestLog" }>;
type ForDevice = { readonly id: number; readonly deviceIndex: number };

/**
 * A request of spec v1 as one of v2. `launchPositions` are the devices' last positions of `FleshlightLaunchFW12Cmd`, 0 to 99:
 * its speed is a duration only together with the way. Devices begin at 0 there, as in `facts/protocols/kiiroo-v2.md`.
 * @throws ButtplugError of area `device`, or `message/not-supported`.
 */
export function requestV1ToV2(
  message: Upward,
  devices: ReadonlyMap<number, DeviceV2>,
  launchPositions: ReadonlyMap<number, number>,
): ClientMessageV2 {
  switch (message.type) {
    case "singleMotorVibrateCmd":
      return vibrateAll(message, message.speed, devices);
    case "kiirooCmd":
      // The Pearl's levels; how long the Onyx takes for its positions is not documented.
      return vibrateAll(message, Number(message.command) / 4, devices);
    case "vorzeA10CycloneCmd": {
      const speed = message.speed / 100;
      const indexes = indexesOf(message, "rotateCmd", "rotate", devices);
      const rotations = indexes.map((index) => ({ index, speed, clockwise: message.clockwise }));
      return { type: "rotateCmd", id: message.id, deviceIndex: message.deviceIndex, rotations };
    }
    case "fleshlightLaunchFW12Cmd": {
      const from = launchPositions.get(message.deviceIndex) ?? 0;
      const duration = launchDurationMs(from, message.position, message.speed);
      // A little more, because 99 times a 99th may be less than 1 and the server cuts off.
      const position = Math.min(1, (message.position + 1e-9) / launchTop);
      const indexes = indexesOf(message, "linearCmd", "hwPositionWithDuration", devices);
      const vectors = indexes.map((index) => ({ index, duration, position }));
      return { type: "linearCmd", id: message.id, deviceIndex: message.deviceIndex, vectors };
    }
    case "lovenseCmd":
      throw notSupported("LovenseCmd");
    case "requestServerInfo":
      return { ...message, messageVersion: 2 };
    default:
      return message;
  }
}

/** What spec v1 makes of a message of v2; undefined for readings. */
export function messageV2ToV1(message: ServerMessageV2): ServerMessageV1 | undefined {
  switch (message.type) {
    case "serverInfo":
      return { ...message, messageVersion: 1, majorVersion: 0, minorVersion: 0, buildVersion: 0 };
    case "deviceList":
      return { ...message, devices: message.devices.map(deviceV2ToV1) };
    case "deviceAdded":
      return { type: "deviceAdded", id: message.id, ...deviceV2ToV1(message) };
    case "batteryLevelReading":
    case "rssiLevelReading":
      return undefined;
    default:
      return message;
  }
}

/** A device as spec v1 describes it. */
export function deviceV2ToV1({ deviceIndex, deviceName, deviceMessages }: DeviceV2): DeviceV1 {
  const { vibrateCmd, rotateCmd, linearCmd } = deviceMessages;
  return {
    deviceIndex,
    deviceName,
    deviceMessages: {
      ...(vibrateCmd && { vibrateCmd: { featureCount: vibrateCmd.featureCount }, singleMotorVibrateCmd: {} }),
      ...(rotateCmd && { rotateCmd: { featureCount: rotateCmd.featureCount } }),
      ...(linearCmd && { linearCmd: { featureCount: linearCmd.featureCount } }),
      stopDeviceCmd: {},
    },
  };
}

function vibrateAll(message: ForDevice, speed: number, devices: ReadonlyMap<number, DeviceV2>): ClientMessageV2 {
  const indexes = indexesOf(message, "vibrateCmd", "vibrate", devices);
  const speeds = indexes.map((index) => ({ index, speed }));
  return { type: "vibrateCmd", id: message.id, deviceIndex: message.deviceIndex, speeds };
}

/** All indexes of a command. */
function indexesOf(
  { deviceIndex }: ForDevice,
  command: "vibrateCmd" | "rotateCmd" | "linearCmd",
  output: string,
  devices: ReadonlyMap<number, DeviceV2>,
): readonly number[] {
  const device = deviceAt(devices, deviceIndex);
  const { featureCount = 0 } = device.deviceMessages[command] ?? {};
  if (featureCount === 0) throw noOutput(device, output, []);
  return Array.from({ length: featureCount }, (_, index) => index);
}
