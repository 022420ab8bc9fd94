import { defineProtocol, hex, type ProtocolDefinition, query, stateful, write } from "@buttplug-ts/protocol-kit";
import { inputFeature, outputFeature, testDatabase, testModel, testProtocol } from "@buttplug-ts/testing";
import type { System } from "./case-world.js";
import { readDeviceCase } from "./read-device-case.js";
import { type Outcome, type RunOptions, runCase } from "./run-case.js";

/** Does at a stop what no device should: once it was driven, it is brought to rest and driven again. */
const relapsing: ProtocolDefinition = defineProtocol({
  key: "relapsing",
  summary: "A stop that is none.",
  endpoints: ["tx"],
  outputs: {
    vibrate: stateful({
      initial: 0,
      encode: (before, { value }) => {
        const step = { packet: write("tx", hex`${value}`), state: value };
        return value === 0 && before > 0 ? [step, { packet: write("tx", hex`63`), state: 0 }] : [step];
      },
    }),
  },
  examples: ["vibrate 0=1 -> tx: 01", "vibrate 0=2 -> tx: 02", "vibrate 0=0 -> tx: 00"],
});

/** Is asked for its battery, and answers with a notification. */
const asked: ProtocolDefinition = defineProtocol({
  key: "asked",
  summary: "A battery that answers questions.",
  endpoints: ["tx", "rx"],
  outputs: {},
  inputs: { battery: { read: query(write("tx", hex`b0`), "rx", ([percent]) => percent) } },
  examples: [],
});

/** Wants to read something before it is ready. */
const mute: ProtocolDefinition = defineProtocol({
  key: "mute",
  summary: "A device that has to be asked who it is.",
  endpoints: ["rx"],
  identify: async (io) => {
    await io.read("rx");
    return "Mute";
  },
  outputs: {},
  examples: [],
});

const database = testDatabase([
  testModel("Pair", [outputFeature(0, "vibrate"), outputFeature(1, "vibrate"), inputFeature(2, "battery")]),
  testModel("Turner", [outputFeature(0, "rotate"), outputFeature(1, "hwPositionWithDuration")]),
  { ...testModel("Asked", [inputFeature(0, "battery")]), protocol: "asked" },
  { ...testModel("Mute", []), protocol: "mute" },
  { ...testModel("Relapse", [outputFeature(0, "vibrate")]), protocol: "relapsing" },
]);

/**
 * Devices of the test protocol, whose packets are feature, output and value: `Pair` with two vibrators and a battery,
 * `Turner` with a rotator and a position; and devices of the protocols above.
 */
export const ownSystem: System = {
  protocols: [testProtocol, relapsing, asked, mute],
  deviceDb: {
    ...database,
    plan: (protocol: string) => {
      const endpoints = { tx: "0001", rx: "0002", rxpressure: "0003", rxblebattery: "0004" };
      return { kind: "bluetooth", protocol, services: { "0000": endpoints } };
    },
  },
};

/** The steps of a case with one device, and what it is called. */
export function caseText(steps: string, name = "Pair", expectedName: string = name): string {
  return `devices:\n  - identifier: { name: "${name}" }\n    expected_name: "${expectedName}"\n${steps}`;
}

export function runText(yaml: string, options: Partial<RunOptions> = {}): Promise<Outcome> {
  const readUserConfig = () => "";
  const defaults = { version: 4, transport: "embedded", system: ownSystem, differences: [], readUserConfig } as const;
  return runCase(readDeviceCase("own", yaml), { ...defaults, ...options });
}

export const drive = `
  - !Messages { device_index: 0, messages: [ !Vibrate [ { Index: 0, Speed: 0.5 }, { Index: 1, Speed: 0.25 } ] ] }`;
export const stop = `
  - !Messages { device_index: 0, messages: [ !Stop ] }`;

/** A step that expects these packets at `tx`. */
export function expectWrites(...packets: readonly string[]): string {
  const writes = packets.map((data) => `!Write { endpoint: tx, data: [${data}], write_with_response: false }`);
  return `\n  - !Commands { device_index: 0, commands: [ ${writes.join(", ")} ] }`;
}
