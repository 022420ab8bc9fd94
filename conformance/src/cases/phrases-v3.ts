import type { CaseMessage } from "./device-case.js";
import { ok, type Phrasing, powerCheck, type ToldDevice } from "./phrase.js";
import { oldLinear, oldStop, rotateCmd, turnsBothWays } from "./phrases-v0-to-v2.js";

interface Messages {
  readonly ScalarCmd?: readonly { readonly ActuatorType: string }[];
  readonly SensorReadCmd?: readonly { readonly SensorType: string }[];
}

interface Scalar {
  readonly Index: number;
  readonly Scalar: number;
  readonly ActuatorType: string;
}

/** How a client of v3 says it: `ScalarCmd` for everything without a direction. */
export function phraseV3(message: CaseMessage, device: ToldDevice): Phrasing {
  const { wire } = device;
  const { ScalarCmd = [], SensorReadCmd = [] } = wire["DeviceMessages"] as Messages;
  const DeviceIndex = wire["DeviceIndex"];
  const scalarCmd = (Scalars: readonly Scalar[]): Phrasing => ({
    say: [{ type: "ScalarCmd", fields: { DeviceIndex, Scalars }, reply: ok }],
  });
  /** Turns places among the actuators of a type into places in the list of all. */
  const ofType = (type: string, parts: readonly { readonly index: number; readonly speed: number }[]): Phrasing => {
    const places = ScalarCmd.flatMap(({ ActuatorType }, place) => (ActuatorType === type ? [place] : []));
    const scalars = parts.map(({ index, speed }) => ({ Index: places[index], Scalar: speed, ActuatorType: type }));
    const missing = parts.find(({ index }) => places[index] === undefined);
    if (missing) return { wrong: `ScalarCmd of the device has no ${type} for index ${missing.index}` };
    return scalarCmd(scalars as Scalar[]);
  };
  const readFirst = (type: string, expectedPower?: number): Phrasing => {
    const SensorIndex = SensorReadCmd.findIndex(({ SensorType }) => SensorType.toLowerCase() === type.toLowerCase());
    if (SensorIndex < 0) return { wrong: `SensorReadCmd of the device has no ${type}` };
    const SensorType = SensorReadCmd[SensorIndex]?.SensorType;
    const check = powerCheck(expectedPower ?? 0, (reply) => (reply["Data"] as readonly unknown[])[0], 100);
    const phrase = {
      type: "SensorReadCmd",
      fields: { DeviceIndex, SensorIndex, SensorType },
      reply: "SensorReading",
      ...(expectedPower !== undefined && { wrong: check }),
    };
    return { say: [phrase] };
  };
  switch (message.kind) {
    case "vibrate":
      return ofType("Vibrate", message.parts);
    case "scalar":
      return scalarCmd(
        message.parts.map(({ index, scalar, actuatorType }) => ({
          Index: index,
          Scalar: scalar,
          ActuatorType: actuatorType,
        })),
      );
    case "rotate":
      if (turnsBothWays(device)) return rotateCmd(message.parts, device);
      if (message.parts.every(({ clockwise }) => clockwise)) return ofType("Rotate", message.parts);
      return { cannot: "RotateCmd is for rotators with a direction" };
    case "linear":
      return oldLinear(message.parts, device);
    case "battery":
      return readFirst("Battery", message.expectedPower);
    case "rssi":
      return readFirst("RSSI");
    case "stop":
      return oldStop(device);
  }
}
