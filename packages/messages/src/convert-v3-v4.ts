import { ButtplugError } from "@buttplug-ts/core";
import { type ActuatorEntry, type IndexLists, indexListsOf, type SensorEntry } from "./index-lists.js";
import { stepOfLevel, stepOfTimedPosition } from "./level-steps.js";
import { deviceAt, noIndex, noOutput, noSensor, notSupported } from "./older-errors.js";
import type { ClientMessageV3, DeviceV3, ServerMessageV3 } from "./v3.js";
import type { ClientMessage, Message, OutputCommand, ServerMessage } from "./v4.js";

type Devices = ReadonlyMap<number, IndexLists>;
type Request<Name extends ClientMessageV3["type"]> = Extract<ClientMessageV3, { readonly type: Name }>;

/**
 * The v4 requests that together are one request of spec v3. They share its Id.
 * @throws ButtplugError of area `device` or `message` if the request does not fit the device.
 */
export function requestsV3ToV4(message: ClientMessageV3, devices: Devices): readonly ClientMessage[] {
  const { id } = message;
  switch (message.type) {
    case "scalarCmd":
      return scalars(message, devices);
    case "vibrateCmd":
      return vibrations(message, devices);
    case "rotateCmd":
      return rotations(message, devices);
    case "linearCmd":
      return linears(message, devices);
    case "sensorReadCmd":
    case "sensorSubscribeCmd":
    case "sensorUnsubscribeCmd":
      return [sensor(message, devices)];
    case "stopDeviceCmd":
      return [{ type: "stopCmd", id, deviceIndex: message.deviceIndex }];
    case "stopAllDevices":
      return [{ type: "stopCmd", id }];
    case "requestServerInfo":
      return [
        {
          type: "requestServerInfo",
          id,
          clientName: message.clientName,
          protocolVersionMajor: 4,
          protocolVersionMinor: 0,
        },
      ];
    case "rawWriteCmd":
    case "rawReadCmd":
    case "rawSubscribeCmd":
    case "rawUnsubscribeCmd":
      throw notSupported("a raw command");
    default:
      return [message];
  }
}

/**
 * What spec v3 makes of a message of the server; undefined for readings that it has no form for. `askedIndex` is the sensor
 * index of the request that a reading answers.
 */
export function messageV4ToV3(
  message: ServerMessage,
  devices: Devices,
  askedIndex?: number,
): ServerMessageV3 | undefined {
  const { id } = message;
  switch (message.type) {
    case "serverInfo": {
      const { serverName = "", maxPingTime = 0 } = message;
      return { type: "serverInfo", id, serverName, messageVersion: 3, maxPingTime };
    }
    case "deviceList":
      return { type: "deviceList", id, devices: message.devices.map((device) => deviceV4ToV3(indexListsOf(device))) };
    case "inputReading":
      return reading(message, devices, askedIndex);
    default:
      return message;
  }
}

/** A device as spec v3 describes it. */
export function deviceV4ToV3({ device, scalars, rotators, linears, readable, subscribable }: IndexLists): DeviceV3 {
  const { deviceIndex, deviceName, deviceDisplayName, deviceMessageTimingGap = 0 } = device;
  return {
    deviceIndex,
    deviceName,
    ...(deviceDisplayName !== undefined && { deviceDisplayName }),
    deviceMessageTimingGap,
    deviceMessages: {
      ...(scalars.length > 0 && { scalarCmd: scalars.map(actuatorV3) }),
      ...(rotators.length > 0 && { rotateCmd: rotators.map(actuatorV3) }),
      ...(linears.length > 0 && { linearCmd: linears.map(actuatorV3) }),
      ...(readable.length > 0 && { sensorReadCmd: readable.map(sensorV3) }),
      ...(subscribable.length > 0 && { sensorSubscribeCmd: subscribable.map(sensorV3) }),
      stopDeviceCmd: {},
    },
  };
}

function actuatorV3({ descriptor, steps, output: type }: ActuatorEntry) {
  const actuatorType = type === "hwPositionWithDuration" ? "position" : type;
  return { featureDescriptor: descriptor, stepCount: steps, actuatorType };
}

function sensorV3({ descriptor, input, ranges }: SensorEntry) {
  return { featureDescriptor: descriptor, sensorType: input, sensorRange: ranges };
}

function scalars(message: Request<"scalarCmd">, devices: Devices): readonly ClientMessage[] {
  const { device, scalars: list } = deviceAt(devices, message.deviceIndex);
  return message.scalars.map(({ index, scalar, actuatorType }) => {
    const at = entryAt(device, list, index, "ScalarCmd", actuatorType);
    // The index names the feature, the type one of its outputs: that is how the existing server reads it.
    const isMeant = (entry: ActuatorEntry) => entry.featureIndex === at.featureIndex && entry.output === actuatorType;
    const entry = at.output === actuatorType ? at : list.find(isMeant);
    if (!entry) throw noOutput(device, `${actuatorType} at ScalarCmd index ${index}`, [at.output]);
    if (scalar < 0 || scalar > 1) throw outOfRange(scalar, `the scalar of ScalarCmd index ${index}`);
    const value = stepOfLevel(scalar, entry.steps, entry.output);
    return output(message, entry, { type: entry.output, value } as OutputCommand);
  });
}

function vibrations(message: Request<"vibrateCmd">, devices: Devices): readonly ClientMessage[] {
  const { device, vibrators } = deviceAt(devices, message.deviceIndex);
  return message.speeds.map(({ index, speed }) => {
    const entry = entryAt(device, vibrators, index, "VibrateCmd", "vibrate");
    return output(message, entry, { type: "vibrate", value: stepOfLevel(speed, entry.steps, "vibrate") });
  });
}

function rotations(message: Request<"rotateCmd">, devices: Devices): readonly ClientMessage[] {
  const { device, rotators } = deviceAt(devices, message.deviceIndex);
  return message.rotations.map(({ index, speed, clockwise }) => {
    const entry = entryAt(device, rotators, index, "RotateCmd", "rotate");
    const step = stepOfLevel(speed, entry.steps, "rotate");
    return output(message, entry, { type: "rotate", value: clockwise ? step : 0 - step }); // no -0
  });
}

function linears(message: Request<"linearCmd">, devices: Devices): readonly ClientMessage[] {
  const { device, linears: list } = deviceAt(devices, message.deviceIndex);
  return message.vectors.map(({ index, duration, position }) => {
    const entry = entryAt(device, list, index, "LinearCmd", "hwPositionWithDuration");
    // Older versions tell no range of durations, so their clients cannot keep to it.
    const [shortest, longest] = entry.durationRange ?? [0, duration];
    return output(message, entry, {
      type: "hwPositionWithDuration",
      value: stepOfTimedPosition(position, entry.steps),
      duration: Math.min(Math.max(duration, shortest), longest),
    });
  });
}

function output(
  { id, deviceIndex }: { readonly id: number; readonly deviceIndex: number },
  { featureIndex }: ActuatorEntry,
  command: OutputCommand,
): Message<"outputCmd"> {
  return { type: "outputCmd", id, deviceIndex, featureIndex, command };
}

function entryAt(
  device: IndexLists["device"],
  list: readonly ActuatorEntry[],
  index: number,
  command: string,
  wanted: string,
): ActuatorEntry {
  const entry = list[index];
  if (entry) return entry;
  throw list.length === 0 ? noOutput(device, wanted, []) : noIndex(device, command, index, list.length);
}

const verbs = { sensorReadCmd: "read", sensorSubscribeCmd: "subscribe", sensorUnsubscribeCmd: "unsubscribe" } as const;

function sensor(message: Request<keyof typeof verbs>, devices: Devices): Message<"inputCmd"> {
  const { type, id, deviceIndex, sensorIndex, sensorType } = message;
  const { device, readable, subscribable } = deviceAt(devices, deviceIndex);
  const isRead = type === "sensorReadCmd";
  const list = isRead ? readable : subscribable;
  const at = list[sensorIndex];
  // The existing server looks at no index when it reads, so applications may have a wrong one.
  const entry = at?.input === sensorType || !isRead ? at : list.find(({ input }) => input === sensorType);
  if (entry?.input !== sensorType) {
    const existing = list.map(({ input }, index) => `${input} at index ${index}`);
    throw noSensor(device, `${sensorType} at index ${sensorIndex}`, existing);
  }
  const { featureIndex, input } = entry;
  return { type: "inputCmd", id, deviceIndex, featureIndex, inputType: input, command: verbs[type] };
}

function reading(
  message: Message<"inputReading">,
  devices: Devices,
  askedIndex: number | undefined,
): ServerMessageV3 | undefined {
  const { id, deviceIndex, featureIndex, reading: what } = message;
  if (what.type === "unknown") return undefined;
  const lists = devices.get(deviceIndex);
  // Answers carry the Id of a SensorReadCmd, events belong to a SensorSubscribeCmd; each command has its own list.
  const list = (id === 0 ? lists?.subscribable : lists?.readable) ?? [];
  const sensorIndex =
    askedIndex ?? list.findIndex((entry) => entry.featureIndex === featureIndex && entry.input === what.type);
  if (sensorIndex < 0) return undefined;
  return { type: "sensorReading", id, deviceIndex, sensorIndex, sensorType: what.type, data: [what.value] };
}

function outOfRange(value: number, what: string): ButtplugError {
  const text = `${value} is out of range for ${what}, which takes 0 to 1`;
  return new ButtplugError("device/value-out-of-range", text, { details: { value, range: [0, 1] } });
}
