import type { ModelDefinition } from "@buttplug-ts/core";
import type { DeviceDatabase } from "./database.js";
import type { DeviceData, ProtocolData } from "./device-data.js";
import { BluetoothMatcher } from "./matcher.js";
import { scanFiltersOf } from "./scan-filters.js";

/** A database over `data`. Its indexes are built once, when they are first needed. */
export function createDeviceDatabase(data: DeviceData): DeviceDatabase {
  const matcher = once(() => new BluetoothMatcher(data.protocols));
  const protocols = once(() => new Map(data.protocols.map((protocol) => [protocol.key, protocol])));
  const models = once(() => modelsOf(data));
  const scanFilters = once(() => scanFiltersOf(data.protocols.flatMap(({ bluetooth }) => bluetooth ?? [])));
  return {
    match: (advertisement) => matcher().match(advertisement),
    plan(protocol, kind) {
      const services = protocols().get(protocol)?.[kind]?.services;
      return services && { kind, protocol, services };
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
