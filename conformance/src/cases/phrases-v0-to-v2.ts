import type { CaseMessage, LinearPart, RotatePart } from "./device-case.js";
import { ok, type Phrasing, powerCheck, type ToldDevice } from "./phrase.js";

/** How a client of v1 says it. It has no words for readings. */
export function phraseV1(message: CaseMessage, device: ToldDevice): Phrasing {
  if (message.kind === "battery" || message.kind === "rssi") return { cannot: "v1 has no readings" };
  return phraseV2(message, device);
}

/** How a client of v2 says it. */
export function phraseV2(message: CaseMessage, device: ToldDevice): Phrasing {
  const DeviceIndex = device.wire["DeviceIndex"];
  switch (message.kind) {
    case "vibrate": {
      const Speeds = message.parts.map(({ index, speed }) => ({ Index: index, Speed: speed }));
      return { say: [{ type: "VibrateCmd", fields: { DeviceIndex, Speeds }, reply: ok }] };
    }
    case "scalar":
      return { cannot: "ScalarCmd begins with v3" };
    case "rotate":
      if (turnsBothWays(device)) return rotateCmd(message.parts, device);
      return { cannot: "RotateCmd is for rotators with a direction" };
    case "linear":
      return oldLinear(message.parts, device);
    case "battery": {
      const wrong = powerCheck(message.expectedPower, (reply) => reply["BatteryLevel"], 1);
      return { say: [{ type: "BatteryLevelCmd", fields: { DeviceIndex }, reply: "BatteryLevelReading", wrong }] };
    }
    case "rssi":
      return { say: [{ type: "RSSILevelCmd", fields: { DeviceIndex }, reply: "RSSILevelReading" }] };
    case "stop":
      return oldStop(device);
  }
}

/** How a client of v0 says it: one speed for all vibrators of a device, and stops. */
export function phraseV0(message: CaseMessage, device: ToldDevice): Phrasing {
  const { wire, info } = device;
  if (message.kind === "stop") return oldStop(device);
  if (message.kind !== "vibrate") return { cannot: "v0 has SingleMotorVibrateCmd and stops only" };
  const vibrators = info.deviceFeatures.filter(({ output }) => output?.vibrate).length;
  const speeds = new Set(message.parts.map(({ speed }) => speed));
  const places = new Set(message.parts.map(({ index }) => index));
  const [Speed] = speeds;
  if (places.size !== vibrators || speeds.size !== 1) return { cannot: "v0 has one speed for all vibrators" };
  return {
    say: [{ type: "SingleMotorVibrateCmd", fields: { DeviceIndex: wire["DeviceIndex"], Speed }, reply: ok }],
  };
}

/** Whether RotateCmd, which always has a direction, has a rotator to turn. */
export function turnsBothWays({ info }: ToldDevice): boolean {
  return info.deviceFeatures.some(({ output }) => (output?.rotate?.value[0] ?? 0) < 0);
}

export function rotateCmd(parts: readonly RotatePart[], { wire }: ToldDevice): Phrasing {
  const Rotations = parts.map(({ index, speed, clockwise }) => ({ Index: index, Speed: speed, Clockwise: clockwise }));
  return { say: [{ type: "RotateCmd", fields: { DeviceIndex: wire["DeviceIndex"], Rotations }, reply: ok }] };
}

/** Cases name features; old clients count those that move to positions. */
export function oldLinear(parts: readonly LinearPart[], { wire, info }: ToldDevice): Phrasing {
  const movers = info.deviceFeatures.filter(({ output }) => output?.hwPositionWithDuration);
  const Vectors = parts.map(({ index, position, durationMs }) => ({
    Index: movers.findIndex(({ featureIndex }) => featureIndex === index),
    Duration: durationMs,
    Position: position,
  }));
  if (Vectors.some(({ Index }) => Index < 0))
    return { wrong: "the device has no such feature that moves to positions" };
  return { say: [{ type: "LinearCmd", fields: { DeviceIndex: wire["DeviceIndex"], Vectors }, reply: ok }] };
}

export function oldStop({ wire }: ToldDevice): Phrasing {
  return { say: [{ type: "StopDeviceCmd", fields: { DeviceIndex: wire["DeviceIndex"] }, reply: ok }] };
}
