import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { systemClock } from "@buttplug-ts/core";
import { expect, it, onTestFinished } from "vitest";
import { childModule, FarSide } from "./far-side.js";
import { deviceId, plan } from "./process-world.js";

/** What a busy machine may add to the second that is promised. */
const toleranceMs = 1_500;

async function startParent(): Promise<{ side: FarSide; parent: ChildProcess }> {
  const side = await FarSide.open();
  onTestFinished(() => side[Symbol.asyncDispose]());
  const settings = JSON.stringify({ module: childModule.href, options: side.options, id: deviceId, plan });
  const program = fileURLToPath(new URL("parent.mjs", import.meta.url));
  const parent = spawn(process.execPath, [program, settings], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void parent.kill("SIGKILL"));
  await once(parent.stdout, "data");
  return { side, parent };
}

async function killedParent(signal: "SIGKILL" | "SIGTERM", hold?: string): Promise<{ side: FarSide; afterMs: number }> {
  const { side, parent } = await startParent();
  if (hold) await side.tell("hold", hold);
  const killedMs = systemClock.now();
  parent.kill(signal);
  await side.heard("left");
  return { side, afterMs: systemClock.now() - killedMs };
}

it.each(["SIGKILL", "SIGTERM"] as const)(
  "closes its connections and ends when its parent dies of %s",
  async (signal) => {
    const { side, afterMs } = await killedParent(signal);
    expect(await side.heard("disposed")).toBe(true);
    expect(afterMs).toBeLessThan(1_000 + toleranceMs);
  },
);

it("ends within a second also if its manager does not let go", async () => {
  const { afterMs } = await killedParent("SIGKILL", "dispose");
  expect(afterMs).toBeLessThan(1_000 + toleranceMs);
});

it("ends when its parent takes nothing any more of what the device sends", async () => {
  const { side, parent } = await startParent();
  parent.kill("SIGSTOP");
  void side.tell("burst", [0, "rxblebattery", 20_000]);
  expect(await side.heard("disposed")).toBe(true);
  await side.heard("left");
});
