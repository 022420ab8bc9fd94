import { describe, expect, it } from "vitest";
import { readDeviceCase } from "./read-device-case.js";

const head = 'devices:\n  - { identifier: { name: "Toy" }, expected_name: "Toy" }\n';

function reading(yaml: string): () => unknown {
  return () => readDeviceCase("own", yaml);
}

describe("a device case", () => {
  it("is read with all that it has, and knows where each step stands", () => {
    const yaml = `
user_device_config_file: mine.json
devices:
  - identifier: { name: Toy, address: "COM7" }
    expected_name: A Toy
    expected_display_name: My Toy
device_init:
  - !Events
      device_index: 0
      events: [ !Reads [ { endpoint: rx, data: [0x0a, 255] } ], !Disconnect ]
device_commands:
  - !VersionGated
    min_spec_version: 3
    commands:
      - !Messages { device_index: 1, messages: [ !Stop , !RSSI ] }
  - !Commands
    device_index: 0
    commands:
      - !Write
        feature_id: any
        endpoint: tx
        data: [1, 0xff]
        write_with_response: true
      - !Subscribe { endpoint: rx }
`;
    const messages = [{ kind: "stop" }, { kind: "rssi" }];
    const gated = { kind: "messages", at: "device_commands[0].commands[0]", device: 1, messages };
    const reads = { kind: "reads", values: [{ endpoint: "rx", data: Uint8Array.of(10, 255) }] };
    expect(readDeviceCase("own", yaml)).toEqual({
      name: "own",
      userConfigFile: "mine.json",
      devices: [{ name: "Toy", address: "COM7", expectedName: "A Toy", expectedDisplayName: "My Toy" }],
      init: [{ kind: "events", at: "device_init[0]", device: 0, events: [reads, { kind: "disconnect" }] }],
      commands: [
        { kind: "versionGated", at: "device_commands[0]", minVersion: 3, steps: [gated] },
        { kind: "commands", at: "device_commands[1]", device: 0, commands: ["tx!: 01 ff", "subscribe rx"] },
      ],
    });
  });

  it.each([
    ["bad YAML", "devices: [", /^the file: /],
    ["nothing", "", /^the file: expected devices, device_commands$/],
    ["no devices", "device_commands: []", /^the file: devices missing$/],
    ["an unknown key", `${head}device_commands: []\nmore: 1`, /^the file: unknown key more$/],
    [
      "an unknown step",
      `${head}device_commands: [ !NoCommands { device_index: 0 } ]`,
      /^device_commands\[0\]: !NoCommands/,
    ],
    ["a step without a kind", `${head}device_commands: [ { device_index: 0 } ]`, /^device_commands\[0\]: no tag/],
    [
      "an unknown message",
      `${head}device_commands: [ !Messages { device_index: 0, messages: [ !Spray [] ] } ]`,
      /^device_commands\[0\]\.messages\[0\]: !Spray where one of !Vibrate, /,
    ],
    [
      "a tag where none belongs",
      `${head}device_commands: [ !Messages { device_index: 0, messages: !Vibrate [] } ]`,
      /^device_commands\[0\]\.messages: no tag is expected here, but there is !Vibrate$/,
    ],
    [
      "a byte that is none",
      `${head}device_commands: [ !Commands { device_index: 0, commands: [ !Write { endpoint: tx, data: [256], write_with_response: false } ] } ]`,
      /^device_commands\[0\]\.commands\[0\]\.data\[0\]: expected a byte$/,
    ],
    [
      "a speed that is no number",
      `${head}device_commands: [ !Messages { device_index: 0, messages: [ !Vibrate [ { Index: 0, Speed: fast } ] ] } ]`,
      /^device_commands\[0\]\.messages\[0\]\[0\]\.Speed: expected a number$/,
    ],
  ])("with %s is refused with the place", (_, yaml, message) => {
    expect(reading(yaml)).toThrow(message);
  });
});
