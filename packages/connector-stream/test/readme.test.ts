import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";

it("the README shows the example that is compiled and run here", async () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  const [, shown] = /```ts\n([\s\S]*?)```/.exec(read("../README.md")) ?? [];
  expect(shown).toBe(read("./readme-example.ts"));
  const folder = mkdtempSync(join(tmpdir(), "stream-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });
  vi.stubEnv("XDG_RUNTIME_DIR", folder);
  // A server that is not reached and a command that is not taken would both reject.
  await expect(import("./readme-example.js")).resolves.toBeDefined();
});
