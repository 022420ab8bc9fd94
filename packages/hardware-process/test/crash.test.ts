import type { Advertisement } from "@buttplug-ts/core";
import { settle, TestClock } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { anything, available, deviceId, never, openFirst, openWorld, sentence, usable } from "./process-world.js";

const packet = Uint8Array.of(0x0b);
const withResponse = { withResponse: true };

it("a crash while a device is opened fails that, and it opens afterwards", async () => {
  const { side, manager, pid } = await openWorld();
  await side.tell("hold", "open");
  const opening = openFirst(manager);
  const usableWhenItFailed = opening.catch(() => manager.availability.value.usable);
  expect(await side.heard("began")).toBe("open");
  process.kill(pid, "SIGSEGV");
  await expect(opening).rejects.toMatchObject({
    code: "hardware/connect-failed",
    message: `cannot connect to ${deviceId}: the process that runs simulated was ended by SIGSEGV`,
  });
  expect(await usableWhenItFailed).toBe(false);
  await usable(manager);
  const hardware = await openFirst(manager);
  await hardware.write("tx", packet, withResponse);
  expect(await side.received(0, 1)).toEqual(packet);
});

it("a crash while bytes are written, read and awaited settles all of it", async () => {
  const { side, manager, pid } = await openWorld();
  const hardware = await openFirst(manager);
  const heard: Uint8Array[] = [];
  const unsubscribe = await hardware.subscribe("rxblebattery", (data) => heard.push(data));
  await side.tell("stallWrites");
  const writes = [1, 2, 3].map((each) => hardware.write("tx", Uint8Array.of(each), withResponse));
  await side.received(0, 3);
  const closed = hardware.closed.then(() => "closed");
  const closedWhenItFailed = writes[0]?.catch(() => Promise.race([closed, settle()]));
  process.kill(pid, "SIGKILL");
  const disconnected = { code: "hardware/disconnected", details: { hardware: deviceId } };
  for (const write of writes) await expect(write).rejects.toMatchObject(disconnected);
  expect(await closedWhenItFailed).toBe("closed");
  expect(await hardware.closed).toEqual({
    by: "failure",
    reason: "the process that runs simulated was ended by SIGKILL",
  });
  await expect(hardware.write("tx", packet, withResponse)).rejects.toMatchObject(disconnected);
  await expect(hardware.read("rxblebattery", { timeoutMs: 100 })).rejects.toMatchObject(disconnected);
  await expect(hardware.rssi?.()).rejects.toMatchObject(disconnected);
  await unsubscribe();
  await hardware[Symbol.asyncDispose]();
});

it("a crash in the middle of a scan ends it with what happened", async () => {
  const { side, manager, pid } = await openWorld();
  await side.tell("hold", "scan");
  const found: string[] = [];
  const scan = (async () => {
    for await (const { id } of manager.scan(anything, { signal: never })) found.push(id);
  })();
  expect(await side.heard("began")).toBe("scan");
  process.kill(pid, "SIGKILL");
  await expect(scan).rejects.toMatchObject({
    code: "hardware/unavailable",
    message: "The process that runs simulated was ended by SIGKILL.",
  });
  expect(found).toHaveLength(2);
});

it("a watch goes on in the process that comes after", async () => {
  const { side, manager, pid } = await openWorld();
  const controller = new AbortController();
  const seen: Advertisement[] = [];
  const first = new Promise<void>((resolve) => {
    manager.watch(
      (each) => {
        seen.push(each);
        resolve();
      },
      { signal: controller.signal },
    );
  });
  process.kill(pid, "SIGKILL");
  await sentence(manager);
  await usable(manager);
  await side.heard("pid");
  await side.tell("vanish");
  await side.tell("appear");
  await first;
  expect(seen.map(({ id }) => id)).toEqual([deviceId]);
  controller.abort();
  const hardware = await openFirst(manager); // runs in the child after the watch was cancelled
  await side.tell("vanish");
  await side.tell("appear");
  await hardware.closed;
  expect(seen).toHaveLength(1);
});

it("process.abort() in the child is a sentence, and the bus is back after a second", async () => {
  const { side, manager, pid } = await openWorld();
  await side.tell("abort");
  const why = await sentence(manager, "again");
  expect(why).toBe("The process that runs simulated was ended by SIGABRT. It is started again in 1 s.");
  await usable(manager);
  expect(await side.heard("pid")).not.toBe(pid);
});

it("an error that nobody catches closes the connections first, and is told", async () => {
  const { side, manager } = await openWorld();
  const hardware = await openFirst(manager);
  await side.tell("throw", "the driver is confused");
  expect(await side.heard("disposed")).toBe(true);
  expect((await hardware.closed).by).toBe("failure");
  expect(await sentence(manager, "again")).toBe(
    "The process that runs simulated ended with exit code 1: TypeError: the driver is confused. It is started again in 1 s.",
  );
});

it("comes back after 1, 5, 30 and 30 s, and after the fifth crash within ten minutes no more", async () => {
  const clock = new TestClock();
  const world = await openWorld({ clock });
  const { side, manager } = world;
  let { pid } = world;
  for (const delayS of [1, 5, 30, 30]) {
    process.kill(pid, "SIGKILL");
    expect(await sentence(manager, `in ${delayS} s`)).toContain("was ended by SIGKILL");
    await clock.advance(delayS * 1_000 - 1);
    expect(clock.pendingTimers).toBe(1); // that it waits for, and no process to watch over
    await clock.advance(1);
    pid = (await side.heard("pid")) as number;
    await usable(manager);
  }
  process.kill(pid, "SIGKILL");
  expect(await sentence(manager, "too often")).toMatch(
    /SIGKILL\. This happened too often .* restart this program .*\.$/,
  );
  expect(clock.pendingTimers).toBe(0);
  const opening = openFirst(manager);
  await expect(opening).rejects.toMatchObject({
    code: "hardware/connect-failed",
    message: expect.stringContaining("not started again"),
  });
});

it("two buses do not share a fate", async () => {
  const [one, two] = [await openWorld(), await openWorld({ name: "other" })];
  const hardware = await openFirst(two.manager);
  process.kill(one.pid, "SIGKILL");
  await available(one.manager, ({ usable }) => !usable);
  await hardware.write("tx", packet, withResponse);
  expect(two.manager.availability.value).toEqual({ usable: true });
});
