import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ProtocolDefinition, runExample } from "@buttplug-ts/protocol-kit";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyProblem } from "./protocol-files.mjs";
import { root } from "./repository.js";

const dataFolder = "packages/device-db/data";
const sourceFolder = "packages/protocols/src";

function run(script: string, ...flags: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`tools/src/${script}.mjs`, ...flags], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

describe("a new protocol", () => {
  let copy: string;
  beforeEach(() => {
    // Inside the repository, so that its source file finds the kit.
    mkdirSync(join(root, ".cache"), { recursive: true });
    copy = mkdtempSync(join(root, ".cache/new-protocol-"));
    for (const folder of [dataFolder, sourceFolder]) mkdirSync(join(copy, folder), { recursive: true });
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  it("has a data file that the generator takes", () => {
    expect(run("new-protocol", "acme-pulse", "--bluetooth-name", "ACME: Pulse*", "--root", copy)).toEqual({
      status: 0,
      output: `wrote ${dataFolder}/acme-pulse.yaml\nwrote ${sourceFolder}/acme-pulse.ts\n`,
    });
    expect(run("generate", "--data", join(copy, dataFolder))).toEqual({ status: 0, output: "" });
    expect(readFileSync(join(copy, dataFolder, "acme-pulse.yaml"), "utf8")).toContain('names: ["ACME: Pulse*"]');
  });

  it("has a source file whose examples hold, formatted as all are", async () => {
    run("new-protocol", "acme2", "--root", copy);
    const path = join(copy, sourceFolder, "acme2.ts");
    const { default: protocol }: { default: ProtocolDefinition } = await import(path);
    const features = [{ index: 0, label: "", outputs: { vibrate: { range: [0, 100] as const } }, inputs: {} }];
    const model = { id: "acme2-device", protocol: "acme2", identifier: "", name: "Acme2 Device", features };
    expect(protocol.examples).toHaveLength(3);
    for (const line of protocol.examples) runExample(protocol, line, () => model);
    const biome = spawnSync("npx", ["biome", "check", "--config-path", root, "--stdin-file-path", "packages/a.ts"], {
      cwd: root,
      input: readFileSync(path),
      encoding: "utf8",
    });
    expect(biome.stdout).toBe(readFileSync(path, "utf8"));
  });

  it("writes over nothing", () => {
    run("new-protocol", "acme", "--root", copy);
    const before = readFileSync(join(copy, sourceFolder, "acme.ts"), "utf8");
    const again = run("new-protocol", "acme", "--bluetooth-name", "B", "--root", copy);
    expect(again).toMatchObject({ status: 2, output: expect.stringContaining("there is a protocol acme") });
    expect(readFileSync(join(copy, sourceFolder, "acme.ts"), "utf8")).toBe(before);
    expect(run("new-protocol", "lovense")).toMatchObject({ status: 2 });
  });

  it.each(["", "Acme", "acme_pulse", "acme-", "../acme", "index", "a b"])("refuses the key %o", (key) => {
    expect(keyProblem(key, [])).toContain("is no key");
  });
});
