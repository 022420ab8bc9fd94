import { notSupported } from "./older-errors.js";
import type { ClientMessageV0, DeviceV0, ServerMessageV0 } from "./v0.js";
import type { ClientMessageV1, DeviceV1, ServerMessageV1 } from "./v1.js";

/** A request of spec v0 as one of v1, which knows nearly all of them. @throws ButtplugError `message/not-supported`. */
export function requestV0ToV1(message: ClientMessageV0): ClientMessageV1 {
  if (message.type === "rawCmd") throw notSupported("RawCmd");
  return message.type === "requestServerInfo" ? { ...message, messageVersion: 1 } : message;
}

/** What spec v0 makes of a message of v1. */
export function messageV1ToV0(message: ServerMessageV1): ServerMessageV0 {
  switch (message.type) {
    case "serverInfo":
      return { ...message, messageVersion: 0 };
    case "deviceList":
      return { ...message, devices: message.devices.map(deviceV1ToV0) };
    case "deviceAdded":
      return { type: "deviceAdded", id: message.id, ...deviceV1ToV0(message) };
    default:
      return message;
  }
}

/** A device as spec v0 describes it: the names of what it takes, in alphabetical order. */
export function deviceV1ToV0({ deviceIndex, deviceName, deviceMessages }: DeviceV1): DeviceV0 {
  const names = (["singleMotorVibrateCmd", "stopDeviceCmd"] as const).filter((name) => deviceMessages[name]);
  return { deviceIndex, deviceName, deviceMessages: names };
}
