import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { root } from "./repository.js";

it("generated files are what their sources say; run `npm run generate` and commit if not", () => {
  const run = spawnSync(process.execPath, ["tools/src/generate.mjs", "--check"], { cwd: root, encoding: "utf8" });
  expect(run.status, `${run.stdout}${run.stderr}`).toBe(0);
}, 60_000);
