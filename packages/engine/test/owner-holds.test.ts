import { ButtplugError, memoryConfigStore } from "@buttplug-ts/core";
import type { ButtplugServer } from "@buttplug-ts/server";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { OwnerHolds } from "../src/management/owner-holds.js";

/** What the owner holds on a server with the devices a/0 and a/1, and a/2, which was here. */
function holdsOf(store = memoryConfigStore(), stopped: () => Promise<void> = async () => {}) {
  const held: (string | readonly unknown[])[] = [];
  const logged: string[] = [];
  const server = {
    deviceStatus: [0, 1].map((index) => ({ index, hardware: `a/${index}` })),
    rememberedDevices: [{ index: 2, hardware: "a/2" }],
    hold(_: string, which: readonly unknown[] | undefined) {
      const entry = which ?? "all";
      held.push(entry);
      return { by: "x", stopped: stopped(), release: () => void held.splice(held.indexOf(entry), 1) };
    },
  } as unknown as ButtplugServer;
  const logger = { log: (_: unknown, __: string, text: string) => void logged.push(text) };
  return { holds: new OwnerHolds({ server, store, logger }), held, logged, store, status: server.deviceStatus };
}

describe("what an earlier run held", () => {
  it.each([
    ["is a list of hardware", '{"holds":[["a/0","b/9"],["a/1"]]}', [["a/0", "b/9"], ["a/1"]]],
    ["is everything", '{"holds":["all"]}', ["all"]],
    ["is nothing", '{"holds":[]}', []],
    ["cannot be told", "{", ["all"]],
    ["is of a form that nobody knows", '{"holds":{"a/0":true}}', ["all"]],
    ["is missing", "{}", ["all"]],
    ["is nothing that is named", '{"holds":[[]]}', ["all"]],
    ["is hardware that is none", '{"holds":[["a/0",7]]}', ["all"]],
  ])("%s", async (_, text, expected) => {
    const { holds, held, logged } = holdsOf(memoryConfigStore({ holds: text }));
    await holds.load();
    expect(held).toEqual(expected);
    const what = held.includes("all") ? /^everything is held/ : /^some devices are held/;
    expect(logged).toEqual(expected.length === 0 ? [] : [expect.stringMatching(what)]);
  });

  it("is everything where it cannot be read, and nothing where nothing was kept", async () => {
    const store = memoryConfigStore();
    const none = holdsOf(store);
    await none.holds.load();
    expect([none.held, none.logged]).toEqual([[], []]);
    store.read = () => Promise.reject(new ButtplugError("config/store-failed", "no permission"));
    const { holds, held } = holdsOf(store);
    await holds.load();
    expect(held).toEqual(["all"]);
  });

  it("is told by the indexes that devices have or had, and released like any other", async () => {
    const { holds, held, status, store } = holdsOf(memoryConfigStore({ holds: '{"holds":[["a/2","a/1","b/9"]]}' }));
    await holds.load();
    expect(holds.states(status)).toEqual([{ id: "hold-1", by: "the owner", devices: [2, 1] }]);
    holds.release("hold-1");
    await holds.flush();
    expect([held, holds.states(status), await store.read("holds")]).toEqual([[], [], '{\n  "holds": []\n}\n']);
    expect(() => holds.release("hold-1")).toThrow(expect.objectContaining({ code: "usage/invalid-argument" }));
  });
});

describe("a hold", () => {
  it("is kept by hardware, the last one last, before the engine ends", async () => {
    const { holds, store } = holdsOf();
    const write = store.write.bind(store);
    store.write = async (...document) => {
      await settle();
      return write(...document);
    };
    holds.add([1]);
    const all = holds.add(undefined);
    holds.add([0]);
    holds.release(all);
    await holds.flush();
    expect(JSON.parse((await store.read("holds")) ?? "")).toEqual({ holds: [["a/1"], ["a/0"]] });
  });

  it("holds also if it cannot be kept, or a device does not take its stop: both are logged", async () => {
    const store = memoryConfigStore();
    store.write = () => Promise.reject(new ButtplugError("config/store-failed", "the disk is full"));
    const { holds, held, logged } = holdsOf(store, () => Promise.reject(new Error("it hangs")));
    holds.add(undefined);
    await holds.flush();
    expect(held).toEqual(["all"]);
    expect(logged).toEqual(["it hangs", "what is held lasts until the engine ends only: the disk is full"]);
  });

  it("of none is refused, and so is one more than a hundred", () => {
    const { holds } = holdsOf();
    expect(() => holds.add([])).toThrow(/names none/);
    for (let number = 0; number < 100; number += 1) holds.add(undefined);
    expect(() => holds.add(undefined)).toThrow(/100 holds already/);
  });
});
