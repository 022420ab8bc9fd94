import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { TestClock } from "@buttplug-ts/testing";
import { expect, it, onTestFinished } from "vitest";
import { type ProcessHardwareManagerOptions, processHardwareManager } from "../src/index.js";
import { childModule, FarSide } from "./far-side.js";
import { anything, never, openFirst, openWorld, sentence, usable } from "./process-world.js";
import { temporaryFolder } from "./temporary-folder.js";

function open(options: Partial<ProcessHardwareManagerOptions>) {
  const manager = processHardwareManager({ name: "simulated", module: "nowhere.mjs", ...options });
  onTestFinished(() => manager[Symbol.asyncDispose]());
  return manager;
}

it("hands its options to the module, bytes and undefined included", async () => {
  const options = { depth: { list: [1, "two", null] }, bytes: Uint8Array.of(1, 2), absent: undefined };
  const side = await FarSide.open();
  onTestFinished(() => side[Symbol.asyncDispose]());
  open({ module: fileURLToPath(childModule), options: { ...side.options, ...options } });
  expect(await side.heard("options")).toEqual({ depth: options.depth, bytes: { 0: 1, 1: 2 } });
});

it("says that a manager could not be made, and does not try again", async () => {
  const clock = new TestClock();
  const manager = open({ module: childModule, clock, options: { refuse: "there is no port COM9." } });
  await manager.ready;
  const why = "The process that runs simulated is of no use: the manager failed: there is no port COM9.";
  expect(manager.availability.value).toEqual({ usable: false, why });
  await manager[Symbol.asyncDispose]();
  expect(clock.pendingTimers).toBe(0);
});

it("says that a module does not exist, and does not try again", async () => {
  const clock = new TestClock();
  const manager = open({ module: "/nowhere/at-all.mjs", clock });
  await manager.ready;
  expect(await sentence(manager)).toMatch(/^The file \/nowhere\/at-all\.mjs, .*does not exist: .*\.$/);
  expect(clock.pendingTimers).toBe(0);
  const scan = manager.scan(anything, { signal: never })[Symbol.asyncIterator]().next();
  await expect(scan).rejects.toMatchObject({ code: "hardware/unavailable", details: { manager: "simulated" } });
  await expect(openFirst(manager)).rejects.toMatchObject({ code: "hardware/connect-failed" });
});

it("tells why a module cannot be loaded", async () => {
  const module = `${await temporaryFolder()}/broken.mjs`;
  await writeFile(module, `import "no-such-package";`);
  const manager = open({ module });
  expect(await sentence(manager, "again")).toMatch(
    /^The process that runs simulated ended with exit code 1: .*Cannot find package 'no-such-package'.*\. It is started again in 1 s\.$/,
  );
});

it("takes files only", () => {
  const refused = expect.objectContaining({ code: "usage/invalid-argument", details: { argument: "module" } });
  expect(() => processHardwareManager({ name: "a", module: new URL("https://example.org/a.js") })).toThrow(refused);
  expect(() => processHardwareManager({ name: "a", module: "data:text/javascript,0" })).toThrow(refused);
});

it("a module that is started by hand says what it is for", async () => {
  const failure = await new Promise<string>((resolve) => {
    const env = { ...process.env };
    delete env["NODE_CHANNEL_FD"];
    execFile(process.execPath, [fileURLToPath(childModule)], { env }, (_error, _stdout, stderr) => resolve(stderr));
  });
  expect(failure).toContain("this module is for processHardwareManager, which starts it");
});

it("is disposed while it starts", async () => {
  const side = await FarSide.open();
  onTestFinished(() => side[Symbol.asyncDispose]());
  const manager = open({ module: childModule, options: side.options });
  const opening = openFirst(manager);
  const refused = expect(opening).rejects.toMatchObject({ code: "hardware/connect-failed" });
  await manager[Symbol.asyncDispose]();
  await manager.ready;
  await refused;
  expect(manager.availability.value).toEqual({ usable: false, why: "The process that runs simulated was shut down." });
});

it("stays unusable once it is disposed, whatever its process still says", async () => {
  const module = `${await temporaryFolder()}/late.mjs`;
  await writeFile(
    module,
    `const usable = (done) => process.send({ id: 1, event: { usable: true } }, done);
    process.on("message", (message) => {
      if (message.call === "create") usable();
      if (message.dispose) usable(() => process.exit());
    });`,
  );
  const manager = open({ module });
  await usable(manager);
  await manager[Symbol.asyncDispose]();
  expect(manager.availability.value).toEqual({ usable: false, why: "The process that runs simulated was shut down." });
});

it("outlives the signals of a terminal and a service manager, which are for its parent", async () => {
  const { manager, side, pid } = await openWorld();
  const hardware = await openFirst(manager);
  await side.tell("exitOn", "SIGINT");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.kill(pid, signal);
  const over = sentence(manager);
  for (let turn = 0; turn < 2; turn += 1) await Promise.race([side.tell("print", ""), over]); // it has heard them by then
  expect(manager.availability.value).toEqual({ usable: true });
  await hardware.write("tx", Uint8Array.of(7), { withResponse: true });
  expect(await side.received(0, 1)).toEqual(Uint8Array.of(7));
});
