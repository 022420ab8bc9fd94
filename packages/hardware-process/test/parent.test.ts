import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { childModule, FarSide } from "./far-side.js";
import { deviceId, plan } from "./process-world.js";

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

it.each(["SIGKILL", "SIGTERM"] as const)(
  "closes its connections and ends when its parent dies of %s",
  async (signal) => {
    const { side, parent } = await startParent();
    parent.kill(signal);
    expect(await side.heard("disposed")).toBe(true);
    await side.heard("left");
  },
);

it("ends also if its manager does not let go", async () => {
  const { side, parent } = await startParent();
  await side.tell("hold", "dispose");
  parent.kill("SIGKILL");
  await side.heard("left");
});

it("ends when its parent takes nothing any more of what the device sends", async () => {
  const { side, parent } = await startParent();
  parent.kill("SIGSTOP");
  void side.tell("burst", [0, "rxblebattery", 20_000]);
  expect(await side.heard("disposed")).toBe(true);
  await side.heard("left");
});
