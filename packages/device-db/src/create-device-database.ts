import type { EndpointPlan, ModelDefinition } from "@buttplug-ts/core";
import type { CompiledDatabase } from "./database.js";
import type { DeviceData, ProtocolData } from "./device-data.js";
import { BluetoothMatcher, matchByKind } from "./matcher.js";
import { scanFiltersOf } from "./scan-filters.js";

/** A database over `data`. Its indexes are built once, when they are first needed. */
export function createDeviceDatabase(data: DeviceData): CompiledDatabase {
  const matcher = once(() => new BluetoothMatcher(data.protocols));
  const protocols = once(() => new Map(data.protocols.map((protocol) => [protocol.key, protocol])));
  // Models of the protocols that are asked for only: a server meets few of them.
  const modelsByProtocol = new Map<string, Models>();
  const modelsOfProtocol = (key: string) => {
    const known = modelsByProtocol.get(key) ?? modelsOf(protocols().get(key), data.featureLists);
    modelsByProtocol.set(key, known);
    return known;
  };
  const all = once(() => data.protocols.flatMap(({ key }) => modelsOfProtocol(key).listed));
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
      const { byIdentifier } = modelsOfProtocol(protocol);
      return byIdentifier.get(identifier) ?? byIdentifier.get("");
    },
    get models() {
      return all();
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

/** A model with several identifiers is listed once, under its first, and found under each. */
interface Models {
  readonly listed: readonly ModelDefinition[];
  readonly byIdentifier: ReadonlyMap<string, ModelDefinition>;
}

function modelsOf(protocol: ProtocolData | undefined, featureLists: DeviceData["featureLists"]): Models {
  const variants = protocol ? definitionsOf(protocol, featureLists) : [];
  return {
    listed: variants.flatMap((each) => each.slice(0, 1)),
    byIdentifier: new Map(variants.flat().map((model) => [model.identifier, model])),
  };
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
