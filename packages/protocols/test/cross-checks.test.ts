import {
  type Endpoint,
  type EndpointPlan,
  type InputType,
  type OutputType,
  outputTypes,
  planKinds,
  type Range,
} from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { findingsOf, openEncoder, standardBattery } from "@buttplug-ts/protocol-kit";
import { protocols } from "@buttplug-ts/protocols";
import { simulators } from "@buttplug-ts/protocols/simulators";
import { describe, expect, it } from "vitest";
import { drivenModels, protocolOf } from "./devices.js";

const keysOfCode = protocols.map(({ key }) => key);
const { models } = deviceDatabase;

function endpointsOf(plan: EndpointPlan): readonly Endpoint[] {
  if (plan.kind !== "bluetooth") return plan.endpoints ?? [];
  return Object.values(plan.services).flatMap((places) => Object.keys(places) as Endpoint[]);
}

describe("the database and the protocols", () => {
  it("have the same keys: a data file and a source file of this name each", () => {
    expect([...new Set(drivenModels.map(({ protocol }) => protocol))].sort()).toEqual([...keysOfCode].sort());
  });

  it("say why, in a sentence, for each key that has data and no source file", () => {
    for (const key of new Set(models.map(({ protocol }) => protocol))) {
      const reason = deviceDatabase.protocol(key)?.notDriven;
      expect(reason === undefined, key).toBe(keysOfCode.includes(key));
      expect(reason ?? "A sentence.").toMatch(/^[A-Z].*\.$/);
    }
  });

  it("name simulators after protocols", () => {
    for (const { key } of simulators) expect(keysOfCode).toContain(key);
  });

  it.each(drivenModels)("let $name use every output that it declares", (model) => {
    const protocol = protocolOf(model.protocol);
    const encoder = openEncoder(protocol, model, findingsOf(protocol));
    const declared = model.features.flatMap(({ outputs }) => Object.keys(outputs) as OutputType[]);
    for (const type of declared) expect(encoder.supports(type), `${model.protocol} drives no ${type}`).toBe(true);
  });

  it.each(drivenModels)("let $name read every input that it declares", ({ protocol, features }) => {
    const { inputs: rules, endpoints } = protocolOf(protocol);
    const standard = endpoints.includes("rxblebattery") ? { battery: standardBattery } : {};
    for (const { inputs } of features) {
      for (const [type, input] of Object.entries(inputs)) {
        const rule = { ...standard, ...rules }[type as InputType & keyof typeof standard];
        for (const command of input.commands)
          expect(rule?.[command], `${protocol} cannot ${command} ${type}`).toBeDefined();
      }
    }
  });

  it.each(protocols)("have a place for every endpoint of $key", ({ key, endpoints }) => {
    const plans = planKinds.flatMap((kind) => deviceDatabase.plan(key, kind) ?? []);
    const places = new Set(plans.flatMap(endpointsOf));
    expect(endpoints.filter((endpoint) => !places.has(endpoint))).toEqual([]);
    // Buses that are one pipe have both ways, whether a protocol listens or not.
    const onBluetooth = plans.filter(({ kind }) => kind === "bluetooth").flatMap(endpointsOf);
    expect(onBluetooth.filter((endpoint) => !endpoints.includes(endpoint))).toEqual([]);
  });

  it("use no model id twice", () => {
    const ids = models.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("have a default model for every protocol, which takes identifiers that nobody listed", () => {
    for (const key of keysOfCode) expect(deviceDatabase.model(key, "nobody's identifier")?.identifier).toBe("");
  });

  it("order every range", () => {
    const backwards = ([low, high]: Range) => low > high;
    for (const { id, features } of models) {
      for (const { outputs, inputs } of features) {
        const ofOutputs = Object.values(outputs).flatMap(({ range, durationRange }) => [range, durationRange ?? range]);
        const ofInputs = Object.values(inputs).flatMap(({ ranges }) => ranges);
        expect([...ofOutputs, ...ofInputs].filter(backwards), id).toEqual([]);
      }
    }
  });

  it("let 0 be in the range of every output that a stop sets to 0", () => {
    for (const { id, features } of models) {
      for (const type of outputTypes) {
        for (const { outputs } of features) {
          const range = outputs[type]?.range ?? [0, 0];
          expect(range[0] <= 0 && range[1] >= 0, `${id} ${type}`).toBe(true);
        }
      }
    }
  });

  it("claim no advertisement for two protocols", () => {
    const { names, namePrefixes, services, manufacturerData } = deviceDatabase.scanFilters.bluetooth;
    const advertisement = { kind: "bluetooth", id: "1", services: [], manufacturerData: [] } as const;
    const claims = [
      ...[...names, ...namePrefixes].map((name) => deviceDatabase.match({ ...advertisement, name })),
      ...services.map((service) => deviceDatabase.match({ ...advertisement, services: [service] })),
      ...manufacturerData.map(({ company, prefix = new Uint8Array() }) =>
        deviceDatabase.match({ ...advertisement, name: "?", manufacturerData: [{ company, data: prefix }] }),
      ),
    ];
    for (const claim of claims) expect(claim).toHaveLength(1);
  });
});
