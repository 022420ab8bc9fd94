import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BluetoothAdvertisement } from "@buttplug-ts/core";
import { type DeviceDatabase, deviceDatabase } from "@buttplug-ts/device-db";
import { extendDatabase } from "@buttplug-ts/device-db/device-files";
import { describe, expect, it } from "vitest";
import { compileDeviceFiles } from "../src/compile-device-files.js";
import { deviceData } from "../src/database.generated.js";
import type { DeviceData, ProtocolData } from "../src/device-data.js";
import { readDeviceFile } from "../src/device-file-reader.js";
import { readDeviceText } from "../src/device-file-text.js";

const aneros = `
protocol: aneros
bluetooth:
  names: [Another Demo, "DEMO-*"]
models:
  - id: aneros-other
    identifiers: [Another Demo]
    name: Aneros Other
    gapMs: 40
    features:
      - { label: Motor, vibrate: [0, 63] }
      - { index: 4, label: Turner, rotate: [-7, 7], inputs: { battery: { ranges: [[0, 100]], commands: [read] } } }
`;

function extend(...texts: readonly string[]) {
  return extendDatabase(
    deviceDatabase,
    texts.map((text, place) => ({ name: `${place}.yaml`, text })),
  );
}

function problemsOf(...texts: readonly string[]): readonly string[] {
  return extend(...texts).problems.map(
    ({ file, path, line, column, message }) => `${file}:${line}:${column} ${path}: ${message}`,
  );
}

function advertised(name: string, more: Partial<BluetoothAdvertisement> = {}): BluetoothAdvertisement {
  return { kind: "bluetooth", id: "1", name, services: [], manufacturerData: [], ...more };
}

function match(database: DeviceDatabase, name: string): readonly string[] {
  return database.match(advertised(name));
}

describe("a device file at run time", () => {
  it("adds to what is known of a protocol, its own first", () => {
    const { database } = extend(aneros);
    const [known, before] = [database, deviceDatabase].map((each) => each.protocol("aneros"));
    expect(known).toMatchObject({
      key: "aneros",
      bluetooth: { ...before?.bluetooth, names: ["Another Demo", "DEMO-*", "Massage Demo"] },
    });
    expect(database.protocol("lovense")).toEqual(deviceDatabase.protocol("lovense"));
  });

  it("adds rules and models to a protocol, and leaves the database as it was", () => {
    const { database, problems } = extend(aneros);
    expect(problems).toEqual([]);
    expect([match(database, "Another Demo"), match(database, "DEMO-1"), match(database, "Massage Demo")]).toEqual([
      ["aneros"],
      ["aneros"],
      ["aneros"],
    ]);
    expect(match(deviceDatabase, "Another Demo")).toEqual([]);
    expect(database.model("aneros", "Another Demo")).toEqual({
      id: "aneros-other",
      protocol: "aneros",
      identifier: "Another Demo",
      name: "Aneros Other",
      gapMs: 40,
      features: [
        { index: 0, label: "Motor", outputs: { vibrate: { range: [0, 63] } }, inputs: {} },
        {
          index: 4,
          label: "Turner",
          outputs: { rotate: { range: [-7, 7] } },
          inputs: { battery: { ranges: [[0, 100]], commands: ["read"] } },
        },
      ],
    });
    expect(database.model("aneros", "nobody")?.name).toBe("Aneros Vivi");
    expect(database.models.length).toBe(deviceDatabase.models.length + 1);
    expect(database.plan("aneros", "bluetooth")).toEqual(deviceDatabase.plan("aneros", "bluetooth"));
    expect(database.scanFilters.bluetooth.names).toEqual(expect.arrayContaining(["Another Demo", "Massage Demo"]));
    expect(database.scanFilters.bluetooth.namePrefixes).toContain("DEMO-");
  });

  it("puts models in the place of those with the same identifiers", () => {
    const text = "protocol: aneros\nmodels: [{ id: aneros-vivi, name: Mine, features: [{ label: A, led: [0, 1] }] }]";
    const { database, problems } = extend(text);
    expect(problems).toEqual([]);
    expect(database.model("aneros", "anything")?.name).toBe("Mine");
    expect(database.models.filter(({ protocol }) => protocol === "aneros").map(({ name }) => name)).toEqual(["Mine"]);
  });

  it("may be for a bus on which the protocol was not known, and comes before what was known", () => {
    const bluetooth = "bluetooth: { names: [Massage Demo], services: { eea0: { tx: ee01, advertised: true } } }";
    const { database, problems } = extend(
      `protocol: tcode-v03\n${bluetooth}\nserial: { ports: [COM7], baudRate: 9600, dataBits: 8, parity: even, stopBits: 1 }`,
      "protocol: tcode-v03\nwebsocket: [box, stroker-*]",
    );
    expect(problems).toEqual([]);
    expect(match(database, "Massage Demo")).toEqual(["tcode-v03", "aneros"]);
    const [service, tx] = ["0000eea0-0000-1000-8000-00805f9b34fb", "0000ee01-0000-1000-8000-00805f9b34fb"];
    expect(database.match(advertised("", { services: [service] }))).toEqual(["tcode-v03"]);
    expect(database.plan("tcode-v03", "bluetooth")).toEqual({
      kind: "bluetooth",
      protocol: "tcode-v03",
      services: { [service]: { tx } },
    });
    expect(database.match({ kind: "serial", id: "1", port: "COM7" })).toEqual(["tcode-v03"]);
    expect(database.plan("tcode-v03", "serial")).toMatchObject({ line: { baudRate: 9600, parity: "even" } });
    for (const name of ["box", "stroker-1"]) {
      expect(database.match({ kind: "websocket", id: "1", name })).toEqual(["tcode-v03"]);
    }
  });

  it("knows services beside those that are known", () => {
    const { database } = extend('protocol: aneros\nbluetooth: { services: { ff10: { tx: ff11, rx: "+2" } } }');
    expect(database.plan("aneros", "bluetooth")).toMatchObject({
      services: {
        "0000ff00-0000-1000-8000-00805f9b34fb": { tx: "0000ff01-0000-1000-8000-00805f9b34fb" },
        "0000ff10-0000-1000-8000-00805f9b34fb": {
          tx: "0000ff11-0000-1000-8000-00805f9b34fb",
          rx: "0000ff12-0000-1000-8000-00805f9b34fb",
        },
      },
    });
  });

  it("of several the last one counts", () => {
    const named = (name: string) => aneros.replace("name: Aneros Other", `name: ${name}`);
    expect(extend(named("One"), named("Two")).database.model("aneros", "Another Demo")?.name).toBe("Two");
  });

  it("may be JSON", () => {
    const { database, problems } = extend('{\n\t"protocol": "aneros",\n\t"bluetooth": { "names": ["J"] }\n}');
    expect([problems, match(database, "J")]).toEqual([[], ["aneros"]]);
  });

  it("gives for the files of data/ what the generator makes of them", () => {
    const folder = fileURLToPath(new URL("../data/", import.meta.url));
    const files = readdirSync(folder).map((file) => {
      const { value, findings } = readDeviceText(readFileSync(`${folder}${file}`, "utf8"));
      const spot = { value, path: [], findings: [...findings] };
      const read = readDeviceFile(spot);
      expect([file, spot.findings]).toEqual([file, []]);
      return read;
    });
    const compiled = compileDeviceFiles(files.flatMap((file) => file ?? []));
    expect(spelledOut(compiled)).toEqual(spelledOut(deviceData));
  });
});

/** Feature lists stand where they are used: their numbers depend on the order of files. */
function spelledOut({ protocols, featureLists }: DeviceData): Readonly<Record<string, unknown>> {
  const rows = ({ models }: ProtocolData) => models.map(([a, b, c, list, more]) => [a, b, c, featureLists[list], more]);
  return Object.fromEntries(protocols.map((protocol) => [protocol.key, { ...protocol, models: rows(protocol) }]));
}

describe("what cannot be used of a device file", () => {
  const model = (features: string) =>
    `protocol: aneros\nmodels:\n  - id: a\n    name: A\n    features:\n      - ${features}`;

  it.each([
    [
      "an unknown word",
      model("{ label: M, vibrat: [0, 9] }"),
      /^0.yaml:6:\d+ models\[0\].features\[0\].vibrat: "vibrat" .*"vibrate"/,
    ],
    [
      "a range that is reversed",
      model("{ label: M, vibrate: [9, 0] }"),
      /:6:\d+ models\[0\].features\[0\].vibrate: \[9,0\] is reversed/,
    ],
    ["half a step", model("{ label: M, led: { range: [0, 1.5] } }"), /led.range\[1\]: 1.5 is no whole number/],
    [
      "a feature that does nothing",
      model("{ label: M }"),
      /:6:\d+ models\[0\].features\[0\]: the feature "M" does nothing/,
    ],
    [
      "an index twice",
      model("{ label: M, led: [0, 1] }\n      - { label: N, index: 0, led: [0, 1] }"),
      /:7:\d+ .*index: the indexes do not ascend/,
    ],
    [
      "a model without features",
      "protocol: aneros\nmodels:\n  - { id: a, name: A }",
      /:3:\d+ models\[0\]: "features" is missing/,
    ],
    [
      "an id that another model has",
      aneros.replace("aneros-other", "aneros-vivi"),
      /id: Aneros Vivi has the id "aneros-vivi" too/,
    ],
    [
      "an identifier twice",
      `${aneros}${aneros.slice(aneros.indexOf("  - id")).replace("aneros-other", "b")}`,
      /:13:\d+ models\[1\]: Aneros Other has the identifier "Another Demo" too/,
    ],
    [
      "a star in a name",
      'protocol: aneros\nbluetooth: { names: ["a*b"] }',
      /:2:\d+ bluetooth.names\[0\]: "a\*b" cannot be used/,
    ],
    ["no endpoint", "protocol: aneros\nbluetooth: { services: { ff10: { tq: ff11 } } }", /"tq" is no endpoint/],
    [
      "no UUID",
      "protocol: aneros\nbluetooth: { services: { ff1: { tx: ff11 } } }",
      /:2:\d+ bluetooth.services.ff1: "ff1" cannot be used: expected a UUID/,
    ],
    [
      "an endpoint that is elsewhere",
      "protocol: aneros\nbluetooth: { services: { ff00: { tx: ff02 } } }",
      /:2:\d+ bluetooth.services.*tx of 0000ff00-.* is 0000ff01-.* already/,
    ],
    [
      "no services where none are known",
      "protocol: tcode-v03\nbluetooth: { names: [T] }",
      /:2:\d+ bluetooth: "services" is missing/,
    ],
    [
      "a protocol without code",
      "protocol: acme",
      /:1:1 : there is no protocol "acme", and a file can add devices to a protocol, but no protocol/,
    ],
    [
      "a protocol that is not driven",
      "protocol: realtouch\nhid: [{ vendor: 1, product: 2 }]",
      /:1:1 : devices of realtouch cannot be driven: /,
    ],
    ["no protocol", "models: []", /:1:1 : "protocol" is missing/],
    ["nothing", "# nothing\n", /:1:1 : the file is empty/],
    ["no YAML", "protocol: aneros\nmodels: [", /^0.yaml:2:\d+ : /],
    ["a list", "[]", /:1:1 : \[\] is no object/],
    ["brackets without end", "[".repeat(100_000), /^0.yaml:1:\d+ : /],
    [
      "aliases that unfold into too much",
      `a: &a [1]\n${"bcdefgh"
        .split("")
        .map((key, place) => `${key}: &${key} [${`*${"abcdefg"[place]}, `.repeat(20)}]`)
        .join("\n")}`,
      /repeats too much/,
    ],
  ])("%s", (_, text, problem) => {
    const { database, problems } = extend(text);
    expect(problemsOf(text)).toEqual([expect.stringMatching(problem)]);
    expect([problems.length, database]).toEqual([1, deviceDatabase]);
  });

  it("does not keep other files out", () => {
    const { database, problems } = extend("protocol: acme", aneros, "[");
    expect(problems.map(({ file }) => file)).toEqual(["0.yaml", "2.yaml"]);
    expect(match(database, "Another Demo")).toEqual(["aneros"]);
  });
});
