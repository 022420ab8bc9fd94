import type { CaseMessage } from "./device-case.js";
import { type Fields, ok, type Phrase, type Phrasing, powerCheck, type ToldDevice } from "./phrase.js";

type Outputs = Readonly<Record<string, { readonly Value: readonly [number, number] }>>;

interface Feature {
  readonly FeatureIndex: number;
  readonly Output?: Outputs;
  readonly Input?: Readonly<Record<string, { readonly Command: readonly string[] }>>;
}

/** Fractions of a step up to this one count as rest (behaviour 8.7). */
const restLimit = 1e-6;

/** How a client of v4 says it: an `OutputCmd` for each part, all started together. */
export function phraseV4(message: CaseMessage, { wire }: ToldDevice): Phrasing {
  const device = { DeviceIndex: wire["DeviceIndex"] };
  const features = Object.values(wire["DeviceFeatures"] as Readonly<Record<string, Feature>>).sort(
    (a, b) => a.FeatureIndex - b.FeatureIndex,
  );
  switch (message.kind) {
    case "vibrate": {
      const vibrators = features.filter(({ Output }) => Output?.["Vibrate"]);
      return each(message.parts, vibrators, (feature, { speed }) => output(device, feature, "Vibrate", speed));
    }
    case "scalar":
      return each(message.parts, features.filter(isScalar), (feature, { scalar, actuatorType }) =>
        output(device, feature, actuatorType, scalar),
      );
    case "rotate": {
      const rotators = features.filter(({ Output }) => Output?.["Rotate"]);
      return each(message.parts, rotators, (feature, { speed, clockwise }) =>
        output(device, feature, "Rotate", clockwise ? speed : -speed),
      );
    }
    case "linear": {
      const byIndex = features.reduce<Feature[]>((all, feature) => {
        all[feature.FeatureIndex] = feature;
        return all;
      }, []);
      return each(message.parts, byIndex, (feature, { position, durationMs }) =>
        output(device, feature, "HwPositionWithDuration", position, { Duration: durationMs }),
      );
    }
    case "battery":
      return read(device, features, "Battery", message.expectedPower);
    case "rssi":
      return read(device, features, "Rssi");
    case "stop":
      return { say: [{ type: "StopCmd", fields: { ...device, Inputs: true, Outputs: true }, reply: ok }] };
  }
}

function each<P extends { readonly index: number }>(
  parts: readonly P[],
  features: readonly Feature[],
  say: (feature: Feature, part: P) => Phrase | string,
): Phrasing {
  const phrases: Phrase[] = [];
  for (const part of parts) {
    const feature = features[part.index];
    const phrase = feature ? say(feature, part) : `the device has no feature for index ${part.index}`;
    if (typeof phrase === "string") return { wrong: phrase };
    phrases.push(phrase);
  }
  return { say: phrases };
}

function output(device: Fields, { FeatureIndex, Output }: Feature, type: string, fraction: number, more: Fields = {}) {
  const range = Output?.[type]?.Value;
  if (!range) return `feature ${FeatureIndex} of the device has no output ${type}`;
  const exact = fraction * range[1];
  const Value = exact > restLimit ? Math.ceil(exact) : Math.floor(Math.min(exact, 0));
  return { type: "OutputCmd", fields: { ...device, FeatureIndex, Command: { [type]: { Value, ...more } } }, reply: ok };
}

/** Features that v3 would count as scalar: those with a direction are for `Rotate`. */
function isScalar({ Output = {} }: Feature): boolean {
  const rotate = Output["Rotate"];
  return ["Vibrate", "Oscillate", "Constrict"].some((type) => Output[type]) || (rotate?.Value[0] ?? -1) >= 0;
}

function read(device: Fields, features: readonly Feature[], type: string, expectedPower?: number): Phrasing {
  const feature = features.find(({ Input }) => Input?.[type]?.Command.includes("Read"));
  if (!feature) return { wrong: `the device has no feature to read ${type} of` };
  const { FeatureIndex } = feature;
  const measured = (reply: Fields) => (reply["Reading"] as Readonly<Record<string, Fields>>)[type]?.["Value"];
  const phrase = {
    type: "InputCmd",
    fields: { ...device, FeatureIndex, Type: type, Command: "Read" },
    reply: "InputReading",
    ...(expectedPower !== undefined && { wrong: powerCheck(expectedPower, measured, 100) }),
  };
  return { say: [phrase] };
}
