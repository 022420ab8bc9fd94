import { restlessOutputs } from "@buttplug-ts/testing";
import { describe, expect, it, vi } from "vitest";
import { named, startManaged } from "./managed-engine.js";

const nora = "Lovense Nora";
const vivi = "Aneros Vivi";

/** An application drives everything. */
async function running() {
  const managed = await startManaged({ models: [nora, vivi] });
  const client = await managed.application("the game");
  await Promise.all([named(client, nora).vibrate(1), named(client, vivi).vibrate(1)]);
  const devices = [managed.device(nora), managed.device(vivi)];
  const restless = () => restlessOutputs(...devices);
  expect(restless()).toHaveLength(3);
  return { ...managed, client, restless, manager: await managed.manage() };
}

describe("the owner stops everything", () => {
  it("whoever drives it; clients may go on", async () => {
    const { manager, restless, client } = await running();
    await manager.call("stopAll");
    expect(restless()).toEqual([]);
    await named(client, nora).vibrate(0.1);
    expect(restless()).toEqual(["Lovense Nora: vibrate 2"]);
  });

  it("and hears it when a device did not take it", async () => {
    const { manager, restless, device } = await running();
    device(nora).faults.failWrites = Number.POSITIVE_INFINITY;
    const failure = await manager.call("stopAll").catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: "hardware/write-failed",
      message: expect.stringContaining("may still be running"),
    });
    // The others came to rest all the same.
    expect(restless()).toEqual(["Lovense Nora: vibrate 20"]);
    await manager.until(() => manager.state.devices.length === 1);
  });
});

describe("a hold", () => {
  it("of everything brings it to rest and refuses commands until it is released", async () => {
    const { manager, restless, client } = await running();
    const { hold } = await manager.call("hold", {});
    await vi.waitFor(() => expect(restless()).toEqual([]), { interval: 2 });
    const refusal = { code: "device/held", message: expect.stringContaining("held at rest by the owner") };
    await expect(named(client, nora).vibrate(1)).rejects.toMatchObject(refusal);
    await manager.until(() => manager.state.devices.every(({ heldBy }) => heldBy === "the owner"));
    expect(manager.state.holds).toEqual([{ id: hold, by: "the owner", devices: "all" }]);
    await manager.call("addSimulated", { model: "Lovense Max" });
    await manager.until(() => manager.state.devices[2]?.heldBy === "the owner");
    await manager.call("release", { hold });
    await named(client, nora).vibrate(0.1);
    await manager.until(() => manager.state.holds.length === 0);
    expect(manager.state.devices.map(({ heldBy }) => heldBy)).toEqual([undefined, undefined, undefined]);
    expect(restless()).toEqual(["Lovense Nora: vibrate 2"]);
  });

  it("of one device leaves the others, and outlasts the device's return, also with another index", async () => {
    const { manager, restless, client, device } = await running();
    await manager.call("hold", { devices: [0] });
    await vi.waitFor(() => expect(restless()).toHaveLength(2), { interval: 2 });
    await named(client, vivi).vibrate(0.5);
    const hardware = manager.state.devices[0]?.hardware as string;
    await manager.call("changeDevice", { hardware, index: 9 });
    device(nora).vanish();
    await manager.until(() => manager.state.devices.length === 1);
    // It is held under the index that it had as long as it has no other.
    expect(manager.state.holds[0]?.devices).toEqual([0]);
    device(nora).appear();
    await manager.until(() => manager.state.devices.length === 2);
    await manager.until(() => manager.state.holds[0]?.devices[0] === 9);
    expect(manager.state.devices.map(({ index, heldBy }) => [index, heldBy])).toEqual([
      [1, undefined],
      [9, "the owner"],
    ]);
    await vi.waitFor(() => expect(named(client, nora)?.index).toBe(9), { interval: 2 });
    await expect(named(client, nora).vibrate(1)).rejects.toMatchObject({ code: "device/held" });
  });

  it("is one of several: a device is free when the last one is released", async () => {
    const { manager } = await running();
    const holds = [await manager.call("hold", {}), await manager.call("hold", { devices: [0, 1] })];
    holds.push(await manager.call("hold", { devices: [1] }));
    const held = () => manager.state.devices.map(({ heldBy }) => heldBy !== undefined);
    await manager.until(() => manager.state.holds.length === 3);
    const release = async () => {
      await manager.call("release", { hold: (holds.shift() as { hold: string }).hold });
      await manager.until(() => manager.state.holds.length === holds.length);
      return held();
    };
    expect([held(), await release(), await release(), await release()]).toEqual([
      [true, true],
      [true, true],
      [false, true],
      [false, false],
    ]);
  });
});

describe("what is held when the engine ends", () => {
  async function restarted(work: (managed: Awaited<ReturnType<typeof running>>) => Promise<unknown>) {
    const before = await running();
    await work(before);
    await before.engine.close();
    const { store } = before;
    const again = await startManaged({ parts: { store }, models: [nora, vivi] });
    return { ...again, store, client: await again.application("the game"), manager: await again.manage() };
  }
  const held = { code: "device/held" };

  it("is held when it starts again, until it is released", async () => {
    const { client, manager, engine, store } = await restarted(({ manager: owner }) => owner.call("hold", {}));
    await expect(named(client, nora).vibrate(1)).rejects.toMatchObject(held);
    expect(engine.logs.after().map(({ message }) => message)).toContainEqual(
      "everything is held at rest by the owner since an earlier run, until it is released on the dashboard",
    );
    const [{ id = "", devices } = {}] = manager.state.holds;
    expect(devices).toBe("all");
    await manager.call("release", { hold: id });
    await named(client, nora).vibrate(1);
    await engine.close();
    const third = await startManaged({ parts: { store }, models: [nora] });
    await named(await third.application(), nora).vibrate(1);
  });

  it("is held by its hardware, also where it comes later", async () => {
    const { client, manager, device } = await restarted(async ({ manager: owner, device: find }) => {
      await owner.call("hold", { devices: [0] });
      await owner.call("hold", {}).then((hold) => owner.call("release", hold));
      find(nora).vanish();
    });
    expect(manager.state.holds.map(({ devices }) => devices)).toEqual([[0]]);
    await expect(named(client, nora).vibrate(1)).rejects.toMatchObject(held);
    await named(client, vivi).vibrate(1);
    expect(restlessOutputs(device(nora))).toEqual([]);
  });

  it.each(["{", '{ "holds": [7] }', '{ "holds": 7 }', '{ "holds": [[]] }'])(
    "is everything, where that cannot be read: %s",
    async (holds) => {
      const { engine, manage } = await startManaged({ documents: { holds }, models: [nora] });
      expect(engine.server.deviceStatus[0]?.heldBy).toBe("the owner");
      const manager = await manage();
      await manager.call("release", { hold: manager.state.holds[0]?.id as string });
      expect(engine.server.deviceStatus[0]?.heldBy).toBeUndefined();
    },
  );
});

describe("simulated devices", () => {
  it("are connected when they are added, and leave at rest when they are taken away", async () => {
    const { manage, application, engine } = await startManaged();
    const manager = await manage();
    const client = await application();
    const added = client.events("deviceAdded").next();
    const { hardware, model } = await manager.call("addSimulated", { model: "lovense nora" });
    expect(model).toBe(nora);
    await (await added).value?.vibrate(1);
    await manager.until(() => manager.state.devices.length === 1);
    expect(manager.state.simulated).toEqual([{ hardware, model }]);
    expect(manager.state.devices[0]?.hardware).toBe(hardware);
    const [device] = engine.simulated.devices;
    const removed = client.events("deviceRemoved").next();
    await manager.call("removeSimulated", { hardware });
    await removed;
    await manager.until(() => manager.state.devices.length === 0 && manager.state.simulated.length === 0);
    expect(device?.connected).toBe(false);
    // Another one of the same model is another device.
    expect((await manager.call("addSimulated", { model })).hardware).not.toBe(hardware);
  });

  it("can be all that the database has on a bus that can be simulated", async () => {
    const { manage } = await startManaged();
    const models = await (await manage()).call("simulatedModels");
    expect(models).toEqual([...models].sort((a, b) => a.localeCompare(b)));
    expect(models.length).toBeGreaterThan(500);
    expect(models).toContain(nora);
  });

  it("are kept out by the owner's settings like others", async () => {
    const config = '{ "version": 1, "onlyAllowed": true, "devices": [] }';
    const { manage } = await startManaged({ documents: { config } });
    const manager = await manage();
    const { hardware } = await manager.call("addSimulated", { model: nora });
    await manager.until(() => manager.state.simulated.length === 1);
    expect(manager.state.devices).toEqual([]);
    await manager.call("changeDevice", { hardware, access: "allow" });
    await manager.call("startScanning");
    await manager.until(() => manager.state.devices.length === 1);
  });
});

it("says what is wrong with a call, and does nothing", async () => {
  const { manage, engine } = await startManaged({ models: [nora] });
  const { call } = await manage();
  const refusalOf = (refused: Promise<unknown>) =>
    refused.then(
      () => "done",
      ({ code, message }) => `${code}: ${message}`,
    );
  expect(await refusalOf(call("hold", { devices: [3] }))).toMatch(/^device\/unknown: there is no device 3/);
  expect(await refusalOf(call("hold", { devices: [] }))).toMatch(/^usage\/invalid-argument: devices names none/);
  expect(await refusalOf(call("release", { hold: "hold-9" }))).toBe(
    'usage/invalid-argument: hold: there is no "hold-9"',
  );
  expect(await refusalOf(call("addSimulated", { model: "Lovense Norra" }))).toMatch(
    /no model .*near are "Lovense Nora"/,
  );
  expect(await refusalOf(call("removeSimulated", { hardware: "simulated/1" }))).toMatch(/hardware: there is no/);
  expect(await refusalOf(call("disconnectClient", { id: 99 }))).toBe("usage/invalid-argument: id: there is no 99");
  expect(await refusalOf(call("forgetOrigin", { origin: "https://nobody.example" }))).toBe("done");
  expect(await refusalOf(call("revokeToken", { name: "none" }))).toMatch(/there is no token "none"/);
  expect(await refusalOf(call("answerApproval", { id: "none", answer: "once" }))).toMatch(/nobody waits/);
  expect(await refusalOf(call("setLevelCap", { levelCap: 0 }))).toMatch(/^config\/invalid: .*levelCap.*0/);
  for (let added = 1; added < 100; added += 1) await call("addSimulated", { model: "Aneros Vivi" });
  expect(await refusalOf(call("addSimulated", { model: nora }))).toMatch(/there are 100 simulated devices already/);
  for (let held = 0; held < 100; held += 1) await call("hold", { devices: [0] });
  expect(await refusalOf(call("hold", {}))).toMatch(/there are 100 holds already/);
  expect(engine.server.userConfig).toEqual({ devices: [] });
});
