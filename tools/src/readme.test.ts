import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

it("shows the examples in the README as they are run", () => {
  const check = () => execFileSync(process.execPath, ["tools/src/sync-readme.mjs", "--check"], { encoding: "utf8" });
  expect(check).not.toThrow();
});
