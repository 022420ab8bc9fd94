import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { mutantsOf } from "./mutants.mjs";
import { root } from "./repository.js";

const tick = "`";
const source = [
  'import { hex, text } from "kit";',
  "type Two = 2;",
  "export default {",
  '  key: "a1",',
  `  outputs: (n: 1 | 2) => [hex${tick}ff $${"{n + 7}"} 0a${tick}, text${tick}Z9;${tick}],`,
  '  examples: ["vibrate 0=1 -> tx: 01"],',
  "};",
].join("\n");

describe("mutants of a protocol file", () => {
  const mutants = mutantsOf(source);

  it("are its numbers, bytes and letters, one at a time, and neither types nor examples", () => {
    expect(mutants.map(({ line, from, to }) => `${line} ${from} ${to}`)).toEqual([
      "5 ff 00",
      "5 0a 0b",
      "5 7 8",
      "5 Z A",
      "5 9 0",
      "5 ; <",
    ]);
  });

  it("change that one place", () => {
    expect(mutants.map(({ text }) => text.length)).toEqual(mutants.map(() => source.length));
    expect(mutants[2]?.text).toBe(source.replace("+ 7", "+ 8"));
  });
});

function mutate(...flags: string[]) {
  const run = spawnSync(process.execPath, ["tools/src/mutate-protocols.mjs", ...flags], {
    cwd: root,
    encoding: "utf8",
  });
  return { status: run.status, output: run.stdout + run.stderr };
}

describe("changes of protocols", () => {
  it("are all noticed in the simplest one", () => {
    expect(mutate("--key", "aneros").output).toMatch(/^1 changes in 1 protocols; 100\.0 % noticed: 1 by examples/);
  });

  it("are nearly all noticed by examples, simulated devices or tests, in a sample of all", () => {
    const { status, output } = mutate("--sample", "100", "--simulate", "--tests");
    const [, changes, percent] = /(\d+) changes in \d+ protocols; ([\d.]+) % noticed/.exec(output) ?? [];
    expect({ status, changes }, output).toEqual({ status: 0, changes: "100" });
    expect(Number(percent), output).toBeGreaterThan(90);
  }, 120_000);

  it("need a protocol that exists", () => {
    expect(mutate("--key", "nobody")).toEqual({ status: 2, output: "there is no protocol nobody\n" });
  });
});
