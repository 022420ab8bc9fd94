import { deviceAt, noSensor } from "./older-errors.js";
import type { ClientMessageV2, DeviceV2, ServerMessageV2 } from "./v2.js";
import type { ClientMessageV3, DeviceV3, ServerMessageV3 } from "./v3.js";

/** Answered where the session ends: v3 has no logs. */
type Upward = Exclude<ClientMessageV2, { readonly type: "requestLog" }>;

/**
 * A request of spec v2 as one of v3, which knows `VibrateCmd` too.
 * @throws ButtplugError `device/unknown` or `device/no-input`.
 */
export function requestV2ToV3(message: Upward, devices: ReadonlyMap<number, DeviceV3>): ClientMessageV3 {
  switch (message.type) {
    case "batteryLevelCmd":
      return sensorRead(message, "battery", devices);
    case "rssiLevelCmd":
      return sensorRead(message, "rssi", devices);
    case "requestServerInfo":
      return { ...message, messageVersion: 3 };
    default:
      return message;
  }
}

/** What spec v2 makes of a message of v3; undefined for readings that it cannot have asked for. */
export function messageV3ToV2(message: ServerMessageV3): ServerMessageV2 | undefined {
  switch (message.type) {
    case "serverInfo":
      return { ...message, messageVersion: 2 };
    case "deviceList":
      return { ...message, devices: message.devices.map(deviceV3ToV2) };
    case "deviceAdded":
      return { type: "deviceAdded", id: message.id, ...deviceV3ToV2(message) };
    case "sensorReading":
      return reading(message);
    default:
      return message;
  }
}

/** A device as spec v2 describes it. */
export function deviceV3ToV2({ deviceIndex, deviceName, deviceMessages }: DeviceV3): DeviceV2 {
  const { scalarCmd = [], rotateCmd, linearCmd, sensorReadCmd = [] } = deviceMessages;
  const vibrators = scalarCmd.filter(({ actuatorType }) => actuatorType === "vibrate");
  const reads = (type: string) => sensorReadCmd.some(({ sensorType }) => sensorType === type);
  return {
    deviceIndex,
    deviceName,
    deviceMessages: {
      ...(vibrators.length > 0 && { vibrateCmd: counts(vibrators) }),
      ...(rotateCmd && { rotateCmd: counts(rotateCmd) }),
      ...(linearCmd && { linearCmd: counts(linearCmd) }),
      ...(reads("battery") && { batteryLevelCmd: {} }),
      ...(reads("rssi") && { rssiLevelCmd: {} }),
      stopDeviceCmd: {},
    },
  };
}

function counts(actuators: readonly { readonly stepCount: number }[]) {
  return { featureCount: actuators.length, stepCount: actuators.map(({ stepCount }) => stepCount) };
}

function sensorRead(
  { id, deviceIndex }: { readonly id: number; readonly deviceIndex: number },
  sensorType: "battery" | "rssi",
  devices: ReadonlyMap<number, DeviceV3>,
): ClientMessageV3 {
  const device = deviceAt(devices, deviceIndex);
  const sensors = (device.deviceMessages.sensorReadCmd ?? []).map((sensor) => sensor.sensorType);
  const sensorIndex = sensors.indexOf(sensorType);
  if (sensorIndex < 0) throw noSensor(device, sensorType, sensors);
  return { type: "sensorReadCmd", id, deviceIndex, sensorIndex, sensorType };
}

function reading(message: Extract<ServerMessageV3, { readonly type: "sensorReading" }>): ServerMessageV2 | undefined {
  const { id, deviceIndex, sensorType, data } = message;
  const [value = 0] = data;
  if (sensorType === "battery") return { type: "batteryLevelReading", id, deviceIndex, batteryLevel: value / 100 };
  return sensorType === "rssi" ? { type: "rssiLevelReading", id, deviceIndex, rssiLevel: value } : undefined;
}
