import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../../tools/src/generate.mjs", import.meta.url));

function generate(...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...flags], { encoding: "utf8" });
  return { status, output: stdout + stderr };
}

describe("generated files", () => {
  it("are fresh", () => {
    expect(generate("--check")).toEqual({ status: 0, output: "" });
  });
});

describe("the check of device files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "device-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const header = "protocol: acme\nbluetooth:\n  names: [ACME]\n  services: { ff00: { tx: ff01 } }\n";
  const check = (text: string, name = "acme.yaml") => {
    writeFileSync(join(folder, name), text);
    return generate("--data", folder);
  };
  const model = (more: string) => `  - { id: acme-one, name: Acme One, features: [{ label: Motor, ${more} }] }\n`;

  it("lets a good file pass", () => {
    expect(check(`${header}models:\n${model("vibrate: [0, 9]")}`)).toEqual({ status: 0, output: "" });
  });

  it.each([
    ["a word that is no output", `models:\n${model("vibrat: [0, 9]")}`, 6, '"vibrat"'],
    ["a range with one end", `models:\n${model("vibrate: [9]")}`, 6, "fewer than 2"],
    ["a range that is backwards", `models:\n${model("vibrate: [9, 0]")}`, 6, "backwards"],
    [
      "a feature that does nothing",
      "models:\n  - { id: a, name: A, features: [{ label: Motor }] }\n",
      6,
      "fewer than 2",
    ],
    [
      "a long label",
      "models:\n  - id: a\n    name: A\n    features:\n      - label: A label of many more letters\n        vibrate: [0, 9]\n",
      9,
      "24",
    ],
    ["an id that is taken", `models:\n${model("vibrate: [0, 9]")}${model("vibrate: [0, 9]")}`, 7, "already taken"],
    [
      "two default models",
      `models:\n${model("vibrate: [0, 9]")}${model("led: [0, 9]").replace("one", "two")}`,
      7,
      "default",
    ],
    ["what is no YAML", "models: [\n", 6, ""],
  ])("names file and line of %s", (_, text, line, why) => {
    const { status, output } = check(header + text);
    expect(status).toBe(1);
    expect(output).toMatch(new RegExp(`acme\\.yaml:${line}: .*${why}`));
  });

  it("takes a serial line that is all set up, and none that is not", () => {
    const serial = (more: string) =>
      check(`protocol: acme\nserial: { ports: [default], baudRate: 9600, ${more} }\nmodels:\n${model("led: [0, 9]")}`);
    expect(serial("dataBits: 8, parity: none, stopBits: 1")).toEqual({ status: 0, output: "" });
    expect(serial("dataBits: 8, parity: N, stopBits: 1").output).toMatch(/acme\.yaml:2: .*parity/);
    expect(serial("dataBits: 8, parity: none").output).toMatch(/acme\.yaml:2: .*stopBits/);
  });

  it("takes indexes with holes, and none that do not ascend or stand for nothing", () => {
    const features = (second: string) =>
      check(
        `${header}models:\n  - id: a\n    name: A\n    features:\n      - { index: 1, label: A, vibrate: [0, 9] }\n      - ${second}\n`,
      );
    expect(features("{ index: 3, label: B, led: [0, 1] }")).toEqual({ status: 0, output: "" });
    expect(features("{ label: B, led: [0, 1] }")).toEqual({ status: 0, output: "" });
    expect(features("{ index: 1, label: B, led: [0, 1] }").output).toMatch(/acme\.yaml:10: .*do not ascend/);
    expect(features("{ index: 2, label: B }").output).toMatch(/acme\.yaml:10: .*does nothing/);
  });

  it("takes devices of other buses, and a sentence for those that are not driven", () => {
    const file = (more: string) => check(`protocol: acme\n${more}\nmodels:\n${model("led: [0, 9]")}`);
    expect(file('hid: [{ vendor: 0x057e, product: 0x2006 }]\nwebsocket: [DIY, "DIY-*"]').status).toBe(0);
    expect(file("xinput: true\nlovenseConnect: true\nnetwork: true\nnotDriven: Nobody knows its packets.").status).toBe(
      0,
    );
    expect(file("usb: [{ vendor: 1 }]").output).toMatch(/acme\.yaml:2: .*product/);
    expect(file("notDriven: unknown").output).toMatch(/acme\.yaml:2: .*pattern/);
  });

  it("finds the line of what an alias stands for", () => {
    const { output } = check(
      `${header}features:\n  - &motor { label: Motor, vibrate: [9, 0] }\nmodels:\n  - { id: a, name: A, features: [*motor] }\n`,
    );
    expect(output).toMatch(/acme\.yaml:6: .*backwards/);
  });

  it("wants the file to be named after the protocol", () => {
    const { output } = check(`${header}models:\n${model("vibrate: [0, 9]")}`, "other.yaml");
    expect(output).toMatch(/other\.yaml:1: protocol "acme" belongs into acme\.yaml/);
  });

  it("lets no two files claim one name", () => {
    check(`${header}models:\n${model("vibrate: [0, 9]")}`);
    const second = header.replace("acme", "beta");
    const { output } = check(`${second}models:\n${model("vibrate: [0, 9]").replace("acme-one", "beta")}`, "beta.yaml");
    expect(output).toMatch(/beta\.yaml:3: the name "ACME" is already taken at .*acme\.yaml:3/);
  });
});
