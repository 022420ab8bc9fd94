import {
  type FeatureDefinition,
  type InputType,
  inputTypes,
  type ModelDefinition,
  type OutputType,
  outputTypes,
  type Range,
} from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import { defineProtocol, hex, type ProtocolDefinition, perFeature, write } from "@buttplug-ts/protocol-kit";

/**
 * A protocol with every output and input. An output is `feature type value` with the type's place in the spec's list; the
 * value is one byte, negative values add 80. `hwPositionWithDuration` appends its duration in hundreds of milliseconds.
 */
export const testProtocol: ProtocolDefinition = defineProtocol({
  key: "test",
  summary: "Every output and every input, one packet a command.",
  endpoints: ["tx", "rx", "rxpressure", "rxblebattery"],
  outputs: Object.fromEntries(
    outputTypes.map((type, place) => [
      type,
      perFeature(({ feature, value, durationMs }) => {
        const level = value < 0 ? 0x80 - value : value;
        if (type !== "hwPositionWithDuration") return write("tx", hex`${feature} ${place} ${level}`);
        return write("tx", hex`${feature} ${place} ${level} ${Math.round(durationMs / 100)}`);
      }),
    ]),
  ),
  inputs: {
    pressure: {
      subscribe: { endpoint: "rxpressure", parse: (data, feature) => (data[0] === feature ? data[1] : undefined) },
    },
    button: {
      read: { send: write("tx", hex`b0`), reply: "rx", parse: (data) => (data[0] === 0xb0 ? data[1] : undefined) },
      subscribe: { endpoint: "rx", parse: (data) => (data[0] === 0xb1 ? data[1] : undefined) },
    },
  },
  examples: [
    "vibrate 0=5 -> tx: 00 00 05",
    "rotate 1=-7 -> tx: 01 01 87",
    "hwPositionWithDuration 0=9@500 -> tx: 00 08 09 05",
  ],
});

/** A feature with one output of 0 to 100, or −100 to 100 for the types with a direction, up to 10 s for durations. */
export function outputFeature(index: number, type: OutputType): FeatureDefinition {
  const range: Range = type === "rotate" || type === "temperature" ? [-100, 100] : [0, 100];
  const output = type === "hwPositionWithDuration" ? { range, durationRange: [0, 10_000] as const } : { range };
  return { index, label: `Test ${type}`, outputs: { [type]: output }, inputs: {} };
}

/** A feature with one input that can be had in every way that {@link testProtocol} knows. */
export function inputFeature(index: number, type: InputType): FeatureDefinition {
  const commands = {
    battery: ["read"],
    rssi: ["read"],
    button: ["read", "subscribe"],
    pressure: ["subscribe"],
  } as const;
  const known = type === "depth" || type === "position" ? [] : commands[type];
  return { index, label: `Test ${type}`, outputs: {}, inputs: { [type]: { ranges: [[0, 100]], commands: known } } };
}

/** A model of {@link testProtocol}; its identifier is its name. */
export function testModel(name: string, features: readonly FeatureDefinition[]): ModelDefinition {
  return { id: name, protocol: "test", identifier: name, name, features };
}

/** A model with every output type, in the spec's order from index 0, and after them every input type. */
export const everythingModel: ModelDefinition = testModel("Test Everything", [
  ...outputTypes.map((type, index) => outputFeature(index, type)),
  ...inputTypes.map((type, index) => inputFeature(outputTypes.length + index, type)),
]);

/** A database that recognises these models by their names, over any protocol that they name. */
export function testDatabase(models: readonly ModelDefinition[]): DeviceDatabase {
  return {
    models,
    match: ({ name }) => models.filter((model) => model.name === name).map(({ protocol }) => protocol),
    protocol: () => undefined,
    plan: (protocol, kind) =>
      kind === "bluetooth" ? { kind, protocol, services: {} } : { kind, protocol, endpoints: ["tx", "rx"] },
    model: (protocol, identifier) =>
      models.find((model) => model.protocol === protocol && model.identifier === identifier),
    scanFilters: {
      bluetooth: {
        names: models.map(({ name }) => name),
        namePrefixes: [],
        services: [],
        manufacturerData: [],
        optionalServices: [],
      },
    },
  };
}
