import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { bundleFolder } from "./bundled-engine.js";

const hasScript = process.platform === "linux" && existsSync("/usr/bin/script");
if (!hasScript) process.stdout.write("skipped: the test with a closed terminal, because there is no /usr/bin/script\n");

it.skipIf(!hasScript)("a terminal that is closed ends the engine, and nothing crashes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "engine-terminal-"));
  const [told, seen] = [join(folder, "told"), join(folder, "seen")];
  const engine = `"${process.execPath}" "${await bundleFolder()}/buttplug-engine.mjs" simulate --port 0 --data "${folder}"`;
  // Its shell is the terminal's first process, which is told that it is closed, and waits for what it started.
  const shell = `${engine} 2>"${told}" & trap 'kill -HUP $!' HUP; wait; wait $!; echo $? >"${seen}"`;
  const terminal = spawn("script", ["-qfc", shell, "/dev/null"], { stdio: "ignore" });
  onTestFinished(() => void terminal.kill("SIGKILL"));
  await vi.waitFor(() => expect(readFileSync(join(folder, "running.json"), "utf8")).toContain("ws://"));
  terminal.kill("SIGKILL");
  await vi.waitFor(() => expect(readFileSync(seen, "utf8")).toBe("129\n"));
  expect(readFileSync(told, "utf8")).toBe("");
});
