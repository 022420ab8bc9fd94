import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type InputType, inputTypes, type ModelDefinition, type OutputType, outputTypes } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { describe, expect, it } from "vitest";

interface UpstreamFeature {
  readonly index: number;
  readonly output?: Readonly<Record<string, { readonly value: unknown; readonly duration?: unknown }>>;
  readonly input?: Readonly<Record<string, { readonly value: unknown; readonly command: readonly string[] }>>;
}
interface UpstreamModel {
  readonly name: string;
  readonly message_gap_ms?: number;
  readonly identifier?: readonly string[];
  readonly features?: readonly UpstreamFeature[];
}
interface UpstreamProtocol {
  readonly communication: readonly {
    readonly btle?: { readonly services: Readonly<Record<string, unknown>> };
    readonly serial?: {
      readonly port: string;
      readonly baud_rate: number;
      readonly data_bits: number;
      readonly parity: string;
      readonly stop_bits: number;
    };
  }[];
  readonly defaults?: UpstreamModel;
  readonly configurations?: readonly UpstreamModel[];
  /** How the section is misspelt once, so that the existing server does not see it. */
  readonly configuration?: readonly UpstreamModel[];
}

const parities: Readonly<Record<string, string>> = { N: "none", E: "even", O: "odd" };

const facts = process.env["BUTTPLUG_FACTS"];
if (!facts)
  process.stdout.write("skipped: the database is not compared with the facts, because BUTTPLUG_FACTS is not set\n");

describe.skipIf(!facts)("the database, compared with the upstream device configuration", () => {
  const file = join(facts ?? "", "data/buttplug-device-config-v4.json");
  const upstream = facts
    ? (JSON.parse(readFileSync(file, "utf8")) as { protocols: Readonly<Record<string, UpstreamProtocol>> }).protocols
    : {};
  // What upstream does not have yet cannot be compared.
  const ours = [...new Set(deviceDatabase.models.map(({ protocol }) => protocol))].filter((key) => key in upstream);

  it.each(ours)("of %s has the same models with the same names, identifiers, features and ranges", (key) => {
    const { defaults, configuration = [], configurations = configuration } = upstream[key] as UpstreamProtocol;
    // Where an identifier is in several entries, the last one counts.
    const listed = new Map(configurations.flatMap((model) => (model.identifier ?? []).map((each) => [each, model])));
    for (const [identifier, model] of listed) {
      const mine = deviceDatabase.model(key, identifier) as ModelDefinition;
      expect([mine.identifier, mine.name]).toEqual([identifier, model.name]);
      expect(featuresOf(mine)).toEqual(theirFeatures(model.features ?? defaults?.features ?? []));
      expect(mine.gapMs).toBe(model.message_gap_ms ?? defaults?.message_gap_ms);
    }
    const standard = deviceDatabase.model(key, undefined);
    expect(standard?.name).toBe(defaults?.name);
    expect(standard && featuresOf(standard)).toEqual(defaults && theirFeatures(defaults.features ?? []));
    expect(standard?.gapMs).toBe(defaults?.message_gap_ms);
    const mine = deviceDatabase.models.filter(({ protocol, identifier }) => protocol === key && identifier !== "");
    expect(mine.map(({ identifier }) => identifier).filter((each) => !listed.has(each))).toEqual([]);
  });

  it.each(ours)("of %s has the same services and endpoints", (key) => {
    const theirs = (upstream[key] as UpstreamProtocol).communication.find(({ btle }) => btle)?.btle?.services;
    const plan = deviceDatabase.plan(key, "bluetooth");
    expect(plan?.kind === "bluetooth" ? plan.services : undefined).toEqual(theirs);
  });

  it.each(ours)("of %s has the same serial ports, set up the same", (key) => {
    const theirs = (upstream[key] as UpstreamProtocol).communication.flatMap(({ serial }) => serial ?? []);
    const plan = deviceDatabase.plan(key, "serial");
    expect(plan === undefined).toBe(theirs.length === 0);
    for (const { port, baud_rate: baudRate, data_bits: dataBits, parity, stop_bits: stopBits } of theirs) {
      expect(deviceDatabase.match({ kind: "serial", id: "1", port })).toContain(key);
      const line = { baudRate, dataBits, parity: parities[parity], stopBits };
      expect(plan).toEqual({ kind: "serial", protocol: key, line, endpoints: ["tx", "rx"] });
    }
  });
});

function featuresOf({ features }: ModelDefinition) {
  return features.map(({ index, outputs, inputs }) => ({
    index,
    outputs: outputTypes.flatMap((type) => {
      const output = outputs[type];
      return output ? [[type, output.range, output.durationRange]] : [];
    }),
    inputs: inputTypes.flatMap((type) => {
      const input = inputs[type];
      return input ? [[type, input.ranges, input.commands]] : [];
    }),
  }));
}

/** Without places that are only kept free: they can do nothing, and no client ever sees them. */
function theirFeatures(features: readonly UpstreamFeature[]) {
  const used = features.filter(({ output, input }) => output ?? input);
  return used.map(({ index, output = {}, input = {} }) => ({
    index,
    outputs: outputTypes.flatMap((type: OutputType) => {
      const theirs = output[type.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
      return theirs ? [[type, theirs.value, theirs.duration]] : [];
    }),
    inputs: inputTypes.flatMap((type: InputType) => {
      const theirs = input[type];
      return theirs ? [[type, theirs.value, theirs.command.map((command) => command.toLowerCase())]] : [];
    }),
  }));
}
