import type { EndpointPlan, ModelDefinition } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";
import type { DeviceData, ProtocolData } from "./device-data.js";
import { BluetoothMatcher, matchByKind } from "./matcher.js";
import { scanFiltersOf } from "./scan-filters.js";

/** A database over `data`. Its indexes are built once, when they are first needed. */
export function createDeviceDatabase(data: DeviceData): DeviceDatabase {
  const matcher = once(() => new BluetoothMatcher(data.protocols));
  const protocols = once(() => new Map(data.protocols.map((protocol) => [protocol.key, protocol])));
  const models = once(() => modelsOf(data));
  const scanFilters = once(() => scanFiltersOf(data.protocols));
  return {
    match: (advertisement) =>
      advertisement.kind === "bluetooth" ? matcher().match(advertisement) : matchByKind(data.protocols, advertisement),
    protocol: (key) => protocols().get(key),
    plan(protocol, kind) {
      const known = protocols().get(protocol);
      return known && planOf(known, kind);
    },
    model(protocol, identifier = "") {
      const ofProtocol = models().byIdentifier.get(protocol);
      return ofProtocol?.get(identifier) ?? ofProtocol?.get("");
    },
    get models() {
      return models().all;
    },
    get scanFilters() {
      return scanFilters();
    },
  };
}

function planOf(data: ProtocolData, kind: EndpointPlan["kind"]): EndpointPlan | undefined {
  const { key: protocol, bluetooth, serial } = data;
  if (kind === "bluetooth") return bluetooth && { kind, protocol, services: bluetooth.services };
  if (kind === "serial") return serial && { kind, protocol, line: serial.line, endpoints: ["tx", "rx"] };
  const there = kind === "lovense-connect" ? data.lovenseConnect : data[kind];
  return there && { kind, protocol, endpoints: kind === "usb" ? ["command"] : ["tx", "rx"] };
}

interface Models {
  readonly all: readonly ModelDefinition[];
  readonly byIdentifier: ReadonlyMap<string, ReadonlyMap<string, ModelDefinition>>;
}

/** A model with several identifiers is listed once, under its first, and found under each. */
function modelsOf({ protocols, featureLists }: DeviceData): Models {
  const all: ModelDefinition[] = [];
  const byIdentifier = new Map<string, Map<string, ModelDefinition>>();
  for (const protocol of protocols) {
    const ofProtocol = new Map<string, ModelDefinition>();
    for (const variants of definitionsOf(protocol, featureLists)) {
      all.push(...variants.slice(0, 1));
      for (const model of variants) ofProtocol.set(model.identifier, model);
    }
    byIdentifier.set(protocol.key, ofProtocol);
  }
  return { all, byIdentifier };
}

function definitionsOf(protocol: ProtocolData, featureLists: DeviceData["featureLists"]): ModelDefinition[][] {
  return protocol.models.map(([id, name, identifiers, featureList, more = {}]) =>
    (identifiers.length === 0 ? [""] : identifiers).map((identifier) => ({
      id,
      protocol: protocol.key,
      identifier,
      name,
      ...more,
      features: featureLists[featureList] ?? [],
    })),
  );
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
