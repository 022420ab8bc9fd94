import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { extendDatabase } from "@buttplug-ts/device-db/device-files";
import { describe, expect, it } from "vitest";

const [service, tx] = ["0000eea0-0000-1000-8000-00805f9b34fb", "0000ee01-0000-1000-8000-00805f9b34fb"];
const id = (digit: number) => `${digit}0000000-0000-4000-8000-000000000000`;
const line = { baud_rate: 9600, data_bits: 8, parity: "N", stop_bits: 1 };
const motor = { id: id(9), index: 0, description: "Motor", output: { vibrate: { value: [0, 63] } } };
const turner = { id: id(8), index: 1, output: { rotate: { value: [-7, 7] } } };

function extend(protocols: unknown, more: object = {}) {
  const text = JSON.stringify({ version: { major: 4, minor: 7 }, protocols, ...more }, undefined, 1);
  return extendDatabase(deviceDatabase, [{ name: "theirs.json", text }]);
}

describe("a device configuration of the existing system", () => {
  it("adds rules of every bus", () => {
    const { database, problems } = extend({
      "tcode-v03": {
        communication: [
          {
            btle: {
              names: ["My Box", "BOX-*"],
              manufacturer_data: [{ company: 9, data: [1, 2], expected_length: 4 }, { company: 10 }],
              advertised_services: [service],
              services: { [service]: { tx } },
            },
          },
          { serial: { port: "COM7", ...line } },
          { serial: { port: "COM8", ...line } },
          { websocket: { name: "box" } },
          { hid: { pairs: [{ vendor_id: 1, product_id: 2 }] } },
          { usb: { pairs: [{ vendor_id: 3, product_id: 4 }] } },
        ],
      },
      aneros: { communication: [{ xinput: { exists: true } }, { lovense_connect_service: { exists: true } }] },
    });
    expect(problems).toEqual([]);
    const bluetooth = { kind: "bluetooth", id: "1", services: [], manufacturerData: [] } as const;
    const matches = [
      { ...bluetooth, name: "My Box" },
      { ...bluetooth, name: "BOX-1" },
      { ...bluetooth, services: [service] },
      { ...bluetooth, name: "x", manufacturerData: [{ company: 9, data: Uint8Array.of(1, 2, 3) }] },
      { ...bluetooth, name: "x", manufacturerData: [{ company: 10, data: Uint8Array.of() }] },
      { kind: "serial", id: "1", port: "COM7" } as const,
      { kind: "serial", id: "1", port: "COM8" } as const,
      { kind: "websocket", id: "1", name: "box" } as const,
      { kind: "hid", id: "1", vendor: 1, product: 2 } as const,
      { kind: "usb", id: "1", vendor: 3, product: 4 } as const,
    ].map((advertisement) => database.match(advertisement)[0]);
    expect(matches).toEqual(Array(10).fill("tcode-v03"));
    expect(
      database.match({ ...bluetooth, name: "x", manufacturerData: [{ company: 9, data: Uint8Array.of(2) }] }),
    ).toEqual([]);
    expect(database.plan("tcode-v03", "serial")).toMatchObject({ line: { baudRate: 9600, parity: "none" } });
    expect(database.plan("tcode-v03", "bluetooth")).toMatchObject({ services: { [service]: { tx } } });
    for (const kind of ["xinput", "lovense-connect"] as const) {
      expect(database.match({ kind, id: "1", name: "any" })).toContain("aneros");
    }
  });

  it("adds models, which have from the section's default model what they do not say", () => {
    const { database, problems } = extend({
      aneros: {
        defaults: { id: id(1), name: "Standard", message_gap_ms: 30, protocol_variant: "v", features: [turner, motor] },
        configurations: [
          { id: id(2), name: "Other", identifier: ["A", "B"] },
          { id: id(3), name: "Own", identifier: ["C"], message_gap_ms: 50, features: [motor] },
        ],
      },
    });
    expect(problems).toEqual([]);
    const [standard, other, own] = ["", "B", "C"].map((identifier) => database.model("aneros", identifier));
    expect(standard).toMatchObject({ id: id(1), name: "Standard", gapMs: 30, variant: "v" });
    expect(standard?.features).toEqual([
      { index: 0, label: "Motor", outputs: { vibrate: { range: [0, 63] } }, inputs: {} },
      { index: 1, label: "", outputs: { rotate: { range: [-7, 7] } }, inputs: {} },
    ]);
    expect(other).toEqual({ ...standard, id: id(2), name: "Other", identifier: "B" });
    expect(own).toMatchObject({ name: "Own", gapMs: 50, variant: "v", features: [{ label: "Motor" }] });
  });

  it("adds models without features to what is known of the protocol", () => {
    const configurations = [{ id: id(2), name: "Other", identifier: ["A"] }];
    const { database } = extend({ aneros: { configurations } });
    expect(database.model("aneros", "A")?.features).toEqual(deviceDatabase.model("aneros", "")?.features);
  });

  it("has outputs and inputs of every kind", () => {
    const features = [
      {
        id: id(9),
        index: 0,
        output: { position: { value: [0, 99] }, hw_position_with_duration: { value: [0, 99], duration: [10, 500] } },
        input: {
          pressure: {
            value: [
              [0, 9],
              [-5, 5],
            ],
            command: ["Read", "Subscribe"],
          },
        },
        feature_settings: { alt_protocol_index: 1 },
      },
    ];
    const { database, problems } = extend({ aneros: { defaults: { id: id(1), name: "S", features } } });
    expect(problems).toEqual([]);
    expect(database.model("aneros", "")?.features).toEqual([
      {
        index: 0,
        label: "",
        outputs: {
          position: { range: [0, 99] },
          hwPositionWithDuration: { range: [0, 99], durationRange: [10, 500] },
        },
        inputs: {
          pressure: {
            ranges: [
              [0, 9],
              [-5, 5],
            ],
            commands: ["read", "subscribe"],
          },
        },
      },
    ]);
  });

  it("may have an identifier and an id twice, as the project's own file does: the last one counts", () => {
    const other = (name: string, ...identifier: string[]) => ({ id: id(2), name, identifier });
    const configurations = [other("One", "A", "B"), other("Two", "B"), other("Three", "C"), other("Four", "C")];
    const { database, problems } = extend({ aneros: { configurations } });
    expect(problems).toEqual([]);
    const models = ["A", "B", "C"].map((identifier) => database.model("aneros", identifier));
    expect(models.map((model) => model?.name)).toEqual(["One", "Two", "Four"]);
    expect(new Set(models.map((model) => model?.id)).size).toBe(3);
  });

  it("may be a user's, with nulls as the existing server writes them", () => {
    const { database, problems } = extend(undefined, {
      user_configs: {
        protocols: {
          aneros: {
            communication: [
              {
                btle: {
                  names: ["N"],
                  manufacturer_data: [{ company: 1, data: null }],
                  services: { [service]: { tx } },
                },
              },
            ],
          },
        },
      },
    });
    expect(problems).toEqual([]);
    expect(database.match({ kind: "bluetooth", id: "1", name: "N", services: [], manufacturerData: [] })).toEqual([
      "aneros",
    ]);
  });

  it.each([
    [
      "another version",
      {},
      { version: { major: 3, minor: 0 } },
      'version: version 3 cannot be read: expected { "major": 4, … }',
    ],
    [
      "a parity that no line here has",
      { "tcode-v03": { communication: [{ serial: { port: "COM7", ...line, parity: "M" } }] } },
      {},
      'protocols["tcode-v03"].communication[0].serial.parity: "M" cannot be used',
    ],
    [
      "ports with different lines",
      {
        "tcode-v03": {
          communication: [
            { serial: { port: "COM7", ...line } },
            { serial: { port: "COM8", ...line, baud_rate: 1200 } },
          ],
        },
      },
      {},
      'protocols["tcode-v03"].communication: all ports',
    ],
    [
      "two features at one index",
      { aneros: { defaults: { id: id(1), name: "S", features: [motor, motor] } } },
      {},
      "protocols.aneros.defaults.features: two features have the index 0",
    ],
    ["a new protocol", { acme: {} }, {}, 'protocols.acme: there is no protocol "acme"'],
  ])("with %s says so", (_, protocols, more, problem) => {
    const { database, problems } = extend(protocols, more);
    expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([expect.stringContaining(problem)]);
    expect(database).toBe(deviceDatabase);
  });

  it("is used section by section", () => {
    const { database, problems } = extend({
      acme: {},
      aneros: { defaults: { id: id(1), name: "S", features: [motor] } },
    });
    expect(problems.map(({ file, line: at }) => [file, at])).toEqual([["theirs.json", 7]]);
    expect(database.model("aneros", "")?.name).toBe("S");
  });
});

const facts = process.env["BUTTPLUG_FACTS"];
if (!facts) process.stdout.write("skipped: the upstream device configuration, because BUTTPLUG_FACTS is not set\n");

it.skipIf(!facts)("the upstream device configuration can be loaded over ours, but for what we cannot drive", () => {
  const text = readFileSync(join(facts ?? "", "data/buttplug-device-config-v4.json"), "utf8");
  const { database, problems } = extendDatabase(deviceDatabase, [{ name: "upstream", text }]);
  const isForeseen = (message: string) =>
    ["cannot be driven", "there is no protocol", '"configuration" is not known'].some((part) => message.includes(part));
  expect(problems.filter(({ message }) => !isForeseen(message))).toEqual([]);
  expect(database.model("lovense", "A")?.features).toHaveLength(3);
});
