import { expect, it } from "vitest";
import { anything, deviceId, openFirst, openWorld, plan } from "./process-world.js";

const withResponse = { withResponse: true };

it("errors arrive with code, message, class, details and the text of their cause", async () => {
  const { side, manager } = await openWorld();
  const hardware = await openFirst(manager);
  await side.tell("failWrites");
  await expect(hardware.write("tx", Uint8Array.of(1), withResponse)).rejects.toMatchObject({
    name: "ButtplugError",
    code: "hardware/write-failed",
    message: "the simulated device was told to fail this write",
    errorClass: 4,
    details: { endpoint: "tx" },
  });
  await hardware.write("tx", Uint8Array.of(2), withResponse);
});

it("an operation that is called off is called off in the process, too", async () => {
  const { side, manager } = await openWorld();
  await side.tell("hold", "open");
  const controller = new AbortController();
  const opening = openFirst(manager, controller.signal);
  expect(await side.heard("began")).toBe("open");
  controller.abort("enough");
  await expect(opening).rejects.toMatchObject({ code: "request/aborted", cause: "enough" });
  expect(await side.heard("aborted")).toBe("open");
});

it("a connection that came about too late is closed", async () => {
  const { manager } = await openWorld();
  const controller = new AbortController();
  const opening = openFirst(manager, controller.signal);
  controller.abort();
  await expect(opening).rejects.toMatchObject({ code: "request/aborted" });
  const hardware = await openFirst(manager); // which a connection that is left open would refuse
  expect(hardware.plan).toBe(plan);
});

it("a scan that nobody follows any more is ended in the process", async () => {
  const { side, manager } = await openWorld();
  await side.tell("hold", "scan");
  const controller = new AbortController();
  const found: string[] = [];
  for await (const { id } of manager.scan(anything, { signal: controller.signal })) {
    found.push(id);
    if (found.length === 2) void side.heard("began").then(() => controller.abort());
  }
  expect(found[0]).toBe(deviceId);
  expect(await side.heard("aborted")).toBe("scan");
  for await (const _ of manager.scan(anything, { signal: new AbortController().signal })) break;
});

it("takes only so many operations that wait, and closes all the same", async () => {
  const { side, manager } = await openWorld({ pendingLimit: 2 });
  const hardware = await openFirst(manager);
  await side.tell("stallWrites");
  const write = () => hardware.write("tx", Uint8Array.of(1), withResponse);
  const waiting = Promise.allSettled([write(), write()]);
  await expect(write()).rejects.toMatchObject({ code: "request/too-many", details: { limit: 2 } });
  expect(await side.received(0, 2)).toHaveLength(2);
  await hardware[Symbol.asyncDispose]();
  expect((await waiting).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const again = await openFirst(manager); // the process closed it
  await again[Symbol.asyncDispose]();
});

it("a listener that throws is logged, and what comes after it arrives", async () => {
  const logged: string[] = [];
  const log = (_level: string, _area: string, text: string) => logged.push(text);
  const { side, manager } = await openWorld({ logger: { log } });
  const hardware = await openFirst(manager);
  await hardware.subscribe("rxblebattery", () => {
    throw new TypeError("I am busy");
  });
  const arrived = new Promise((resolve) => void hardware.subscribe("rxblebattery", resolve));
  await side.tell("inject", [0, "rxblebattery", [9]]);
  expect(await arrived).toEqual(Uint8Array.of(9));
  expect(logged).toEqual(["a listener of simulated threw: I am busy"]);
});

it("a thousand notifications arrive in their order", async () => {
  const { side, manager } = await openWorld();
  const hardware = await openFirst(manager);
  const heard: number[] = [];
  let arrived = () => {};
  const all = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await hardware.subscribe("rxblebattery", ([high = 0, low = 0]) => {
    heard.push(high * 256 + low);
    if (heard.length === 1_000) arrived();
  });
  await side.tell("burst", [0, "rxblebattery", 1_000]);
  await all;
  expect(heard).toEqual(Array.from({ length: 1_000 }, (_, index) => index));
});

it("however much a device says in all, the process lives as long as somebody takes it", async () => {
  const { side, manager } = await openWorld();
  const hardware = await openFirst(manager);
  let [heard, wanted] = [0, 0];
  let arrived = () => {};
  await hardware.subscribe("rxblebattery", () => {
    heard += 1;
    if (heard === wanted) arrived();
  });
  for (const _ of [1, 2, 3]) {
    wanted += 4_000;
    const all = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    await side.tell("burst", [0, "rxblebattery", 4_000]);
    await all;
  }
  await hardware.write("tx", Uint8Array.of(1), withResponse);
});
