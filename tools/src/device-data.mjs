// Checks the files of packages/device-db/data and compiles them to the database's compact form.
import { basename } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { isAlias, isMap, isSeq, LineCounter, parseDocument } from "yaml";

const baseUuid = "-0000-1000-8000-00805f9b34fb";
const outputTypes = [
  "vibrate",
  "rotate",
  "oscillate",
  "constrict",
  "spray",
  "temperature",
  "led",
  "position",
  "hwPositionWithDuration",
];

/** What the compact form has as the files have it. */
const keptAsTheyAre = ["hid", "usb", "websocket", "xinput", "lovenseConnect", "network", "before", "notDriven"];

/**
 * @param {{ name: string, text: string }[]} files
 * @param {object} schema
 * @returns {{ data: object, problems: string[] }} problems start with `file:line:`
 */
export function compileDeviceData(files, schema) {
  const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(schema);
  const problems = [];
  const sources = [];
  for (const file of files) {
    const source = readSource(file);
    const found = source.problems.length > 0 ? source.problems : schemaProblems(source, validate);
    problems.push(...found);
    if (found.length === 0) sources.push(source);
  }
  problems.push(...sources.flatMap(rangeProblems), ...nameProblems(sources));
  return { data: problems.length > 0 ? {} : compile(sources.map(({ value }) => value)), problems };
}

function readSource({ name, text }) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems = document.errors.map((error) => `${name}:${lines.linePos(error.pos[0]).line}: ${error.message}`);
  if (problems.length > 0) return { name, problems };
  return {
    name,
    problems,
    value: document.toJS({ maxAliasCount: -1 }),
    at: (path) => `${name}:${lineOf(document, lines, path)}`,
  };
}

/** The line of the value at `path`, or of the nearest one around it that has a place. */
function lineOf(document, lines, path) {
  let node = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) node = node.items.find((pair) => String(pair.key) === String(step))?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else break;
    if (node?.range) offset = node.range[0];
  }
  return lines.linePos(offset).line;
}

function schemaProblems({ value, at }, validate) {
  if (validate(value)) return [];
  // A failed anyOf also lists why each branch failed; the deepest place is the one that says most.
  const deepest = new Map();
  for (const error of validate.errors ?? []) {
    const path = error.instancePath.split("/").slice(1).map(unescapePointer);
    const extra = error.params.additionalProperty ?? error.params.propertyName;
    const place = extra === undefined ? path : [...path, extra];
    const found = `${at(place)}: ${error.instancePath || "/"} ${error.message}${extra ? ` ("${extra}")` : ""}`;
    deepest.set(found, found);
  }
  return [...deepest.keys()];
}

function unescapePointer(step) {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

function rangeProblems({ value, at }) {
  const problems = [];
  value.models.forEach((model, modelIndex) => {
    const indexes = indexed(model.features).map(({ index }) => index);
    model.features.forEach((feature, featureIndex) => {
      const place = ["models", modelIndex, "features", featureIndex];
      if (indexes[featureIndex] < (indexes[featureIndex - 1] ?? -1) + 1)
        problems.push(`${at([...place, "index"])}: the indexes of ${model.id} do not ascend`);
      const ranges = rangesOf(feature);
      if (ranges.length === 0)
        problems.push(`${at(place)}: the feature "${feature.label}" of ${model.id} does nothing`);
      for (const [path, [low, high]] of ranges) {
        if (low > high)
          problems.push(`${at([...place, ...path])}: the range ${low}..${high} of ${model.id} is backwards`);
      }
    });
  });
  return [...new Set(problems)];
}

function rangesOf(feature) {
  const ranges = [];
  for (const type of outputTypes) {
    const output = feature[type];
    if (output === undefined) continue;
    ranges.push([[type], Array.isArray(output) ? output : output.range]);
    if (output.durationMs) ranges.push([[type, "durationMs"], output.durationMs]);
  }
  for (const [type, input] of Object.entries(feature.inputs ?? {})) {
    input.ranges.forEach((range, index) => {
      ranges.push([["inputs", type, "ranges", index], range]);
    });
  }
  return ranges;
}

function nameProblems(sources) {
  const problems = [];
  const ids = new Map();
  const advertisements = new Map();
  const claim = (taken, key, what, place) => {
    if (taken.has(key)) problems.push(`${place}: ${what} is already taken at ${taken.get(key)}`);
    else taken.set(key, place);
  };
  for (const { name, value, at } of sources) {
    if (basename(name) !== `${value.protocol}.yaml`) {
      problems.push(`${at(["protocol"])}: protocol "${value.protocol}" belongs into ${value.protocol}.yaml`);
    }
    const identifiers = new Map();
    value.models.forEach((model, index) => {
      claim(ids, model.id, `the id "${model.id}"`, at(["models", index, "id"]));
      for (const identifier of model.identifiers ?? [""]) {
        const what = identifier === "" ? "the default model" : `the identifier "${identifier}"`;
        claim(identifiers, identifier, what, at(["models", index, "identifiers"]));
      }
    });
    (value.bluetooth?.names ?? []).forEach((pattern, index) => {
      claim(advertisements, pattern, `the name "${pattern}"`, at(["bluetooth", "names", index]));
    });
    for (const [service, endpoints] of Object.entries(value.bluetooth?.services ?? {})) {
      if (!endpoints.advertised) continue;
      claim(advertisements, fullUuid(service), `the service ${service}`, at(["bluetooth", "services", service]));
    }
  }
  return problems;
}

function compile(files) {
  const lists = new Map();
  const indexOfList = (features) => {
    const text = JSON.stringify(indexed(features).map(featureOf));
    if (!lists.has(text)) lists.set(text, lists.size);
    return lists.get(text);
  };
  const protocols = files.map((file) => ({
    key: file.protocol,
    ...(file.bluetooth && { bluetooth: bluetoothOf(file.bluetooth) }),
    ...(file.serial && { serial: serialOf(file.serial) }),
    ...Object.fromEntries(keptAsTheyAre.flatMap((name) => (file[name] === undefined ? [] : [[name, file[name]]]))),
    models: file.models.map(({ id, name, identifiers = [], features, variant, gapMs }) => {
      const more = { ...(variant !== undefined && { variant }), ...(gapMs !== undefined && { gapMs }) };
      const row = [id, name, identifiers, indexOfList(features)];
      return Object.keys(more).length > 0 ? [...row, more] : row;
    }),
  }));
  return { featureLists: [...lists.keys()].map((text) => JSON.parse(text)), protocols };
}

/** Features with their indexes: the one given, else one more than the one before. */
function indexed(features) {
  let next = 0;
  return features.map((feature) => {
    const index = feature.index ?? next;
    next = index + 1;
    return { ...feature, index };
  });
}

function featureOf(feature) {
  const outputs = {};
  for (const type of outputTypes) {
    const output = feature[type];
    if (output === undefined) continue;
    const { range, durationMs } = Array.isArray(output) ? { range: output } : output;
    outputs[type] = { range, ...(durationMs && { durationRange: durationMs }) };
  }
  return { index: feature.index, label: feature.label, outputs, inputs: feature.inputs ?? {} };
}

function bluetoothOf({ names = [], manufacturerData = [], services }) {
  const entries = Object.entries(services);
  return {
    names,
    manufacturerData: manufacturerData.map(({ company, prefix }) => ({
      company,
      ...(prefix && { prefix: prefix.split(" ").map((byte) => Number.parseInt(byte, 16)) }),
    })),
    services: Object.fromEntries(
      entries
        .map(([service, endpoints]) => [fullUuid(service), plan(service, endpoints)])
        // A service that is only advertised has no place in a plan.
        .filter(([, places]) => Object.keys(places).length > 0),
    ),
    advertised: entries.filter(([, { advertised }]) => advertised).map(([service]) => fullUuid(service)),
  };
}

function serialOf({ ports, ...line }) {
  return { ports, line };
}

function plan(service, { advertised: _, ...endpoints }) {
  return Object.fromEntries(Object.entries(endpoints).map(([name, uuid]) => [name, characteristic(service, uuid)]));
}

function characteristic(service, uuid) {
  if (!uuid.startsWith("+")) return fullUuid(uuid);
  const full = fullUuid(service);
  const group = Number.parseInt(full.slice(0, 8), 16) + Number(uuid);
  return group.toString(16).padStart(8, "0") + full.slice(8);
}

function fullUuid(uuid) {
  return (uuid.length === 4 ? `0000${uuid}${baseUuid}` : uuid).toLowerCase();
}
