import { writeFile } from "node:fs/promises";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it, onTestFinished } from "vitest";
import { processHardwareManager } from "../src/index.js";
import { openFirst, openWorld, sentence, usable } from "./process-world.js";
import { temporaryFolder } from "./temporary-folder.js";

it("a process that hangs with a write is killed after 5 s, and the write rejects", async () => {
  const clock = new TestClock();
  const { side, manager, pid } = await openWorld({ clock });
  const hardware = await openFirst(manager);
  process.kill(pid, "SIGSTOP");
  const write = hardware.write("tx", Uint8Array.of(1), { withResponse: true });
  const rejected = expect(write).rejects.toMatchObject({ code: "hardware/disconnected" });
  await clock.advance(4_000);
  expect(manager.availability.value).toEqual({ usable: true });
  await clock.advance(1_000);
  await rejected;
  expect((await hardware.closed).by).toBe("failure");
  expect(await sentence(manager, "again")).toBe(
    "The process that runs simulated gave no answer for 5 s and was ended. It is started again in 1 s.",
  );
  await side.heard("left");
  await clock.advance(1_000);
  await usable(manager);
});

it("closing a connection to a process that hangs takes 3 s at most", async () => {
  const clock = new TestClock();
  const { manager, pid } = await openWorld({ clock });
  const hardware = await openFirst(manager);
  process.kill(pid, "SIGSTOP");
  const closing = hardware[Symbol.asyncDispose]();
  expect((await hardware.closed).by).toBe("local");
  await clock.advance(3_000);
  await closing;
  process.kill(pid, "SIGKILL");
  await sentence(manager);
});

it("a process that answers lives, however long nothing is asked of it", async () => {
  const clock = new TestClock();
  const { manager, pid } = await openWorld({ clock });
  const hardware = await openFirst(manager);
  for (let round = 0; round < 5; round += 1) {
    await clock.advance(4_000);
    expect(await hardware.rssi?.()).toBe(-60);
  }
  expect(() => process.kill(pid, 0)).not.toThrow();
});

it("a module that never begins to host is starting, then given up", async () => {
  const clock = new TestClock();
  const module = `${await temporaryFolder()}/idle.mjs`;
  await writeFile(module, `process.on("message", () => {}); console.error("idle\\n\\nand how");`);
  const printed: string[] = [];
  const log = (_level: string, _area: string, text: string) => printed.push(text);
  const manager = processHardwareManager({ name: "idle", module, clock, logger: { log } });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  const isReady = manager.ready.then(() => true);
  await clock.advance(4_999);
  expect(await Promise.race([isReady, Promise.resolve(false)])).toBe(false);
  await clock.advance(1);
  expect(await isReady).toBe(true);
  expect(manager.availability.value).toEqual({ usable: false, why: "The process that runs idle is starting." });
  while (printed.length < 2) await new Promise((resolve) => setImmediate(resolve));
  await clock.advance(25_000);
  const why = await sentence(manager, "did not start");
  expect(why).toBe("The process that runs idle did not start within 30 s and was ended. It is started again in 1 s.");
  expect(printed).toEqual(["idle: idle", "idle: and how", why]);
});

it("a manager that does not let go is killed 3 s after it was disposed", async () => {
  const clock = new TestClock();
  const { side, manager } = await openWorld({ clock });
  await side.tell("hold", "dispose");
  const hardware = await openFirst(manager);
  const disposing = manager[Symbol.asyncDispose]();
  expect(await hardware.closed).toMatchObject({ by: "local" });
  expect(await side.heard("began")).toBe("dispose");
  await clock.advance(3_000);
  await disposing;
  await side.heard("left");
  expect(clock.pendingTimers).toBe(0);
});
