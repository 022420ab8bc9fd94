import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCasesProgram } from "./cases-program.js";
import { readDifferences } from "./differences.js";

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "cases-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A vibrator of the device database. */
function vibrator(byte: string, name = "Massage Demo"): string {
  return `
devices: [ { identifier: { name: "${name}" }, expected_name: "Aneros Vivi" } ]
device_commands:
  - !Messages { device_index: 0, messages: [ !Vibrate [ { Index: 1, Speed: 1 } ] ] }
  - !Commands { device_index: 0, commands: [ !Write { endpoint: tx, data: [0xf2, ${byte}], write_with_response: false } ] }
`;
}

async function run(files: Readonly<Record<string, string>>, ...flags: string[]) {
  const lines: string[] = [];
  let isGood: boolean | undefined;
  const program = createCasesProgram(
    (line) => lines.push(line),
    (good) => {
      isGood = good;
    },
  )
    .exitOverride()
    .configureOutput({ writeErr() {} });
  await program.parseAsync([folderOf(files), ...flags], { from: "user" });
  return { lines, isGood };
}

describe("npm run cases", () => {
  it("runs both transports and says how many runs passed", async () => {
    const files = { "a.yaml": vibrator("127"), "matrix.json": "{}" };
    expect(await run(files, "--spec", "4")).toEqual({ lines: ["2 passed, 0 failed, 0 skipped"], isGood: true });
  });

  it("says a line a failing run, a line a reason to skip, and is not good then", async () => {
    const files = { "a.yaml": vibrator("126"), "b.yaml": "devices: [", "c.yaml": vibrator("0", "Nobody") };
    const { lines, isGood } = await run(files, "--spec", "4", "--transport", "json");
    expect(lines).toEqual([
      "FAIL a v4 json device_commands[1]: expected tx: f2 7e, got tx: f2 7f",
      expect.stringMatching(/^FAIL b v4 json unreadable: the file: /),
      "skipped 1: no protocol knows the device yet (c v4)",
      "0 passed, 2 failed, 1 skipped",
    ]);
    expect(isGood).toBe(false);
  });

  it("reports extra writes that it lets pass, once for all transports", async () => {
    const files = { "a.yaml": vibrator("127").split("  - !Commands")[0] ?? "" };
    const lines = ["extra after the last step: tx: f2 7f (a v4)", "2 passed, 0 failed, 0 skipped"];
    expect(await run(files, "--spec", "4")).toEqual({ lines, isGood: true });
  });

  it("refuses a folder without cases and flags that it does not know", async () => {
    await expect(run({})).rejects.toThrow("there is no *.yaml in");
    await expect(run({}, "--spec", "5")).rejects.toThrow("A spec version is 0, 1, 2, 3 or 4.");
    await expect(run({}, "--transport", "http")).rejects.toThrow("A transport is embedded or json.");
  });
});

describe("differences.json", () => {
  const good = { case: "a", versions: [4], expected: null, got: "tx: 00", reason: "on purpose" };
  const read = (text: string) => readDifferences(join(folderOf({ "differences.json": text }), "differences.json"));

  it("is read", () => {
    expect(read(JSON.stringify([good]))).toEqual([good]);
  });

  it.each([
    ["no JSON", "["],
    ["no list", "{}"],
    ["no reason", JSON.stringify([{ ...good, reason: "" }])],
    ["a version that does not exist", JSON.stringify([{ ...good, versions: [5] }])],
    ["neither bytes", JSON.stringify([{ ...good, got: null }])],
    ["another key", JSON.stringify([{ ...good, more: 1 }])],
  ])("is refused with %s", (_, text) => {
    expect(() => read(text)).toThrow(/differences\.json: /);
  });
});
