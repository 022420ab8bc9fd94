import { type ConfigStore, memoryConfigStore } from "@buttplug-ts/core";
import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { DeviceMemory } from "../src/device-memory.js";

const secret = "0".repeat(64);
const stateOf = (devices: object, more: object = {}) => JSON.stringify({ version: 1, secret, devices, ...more });

function memoryOn(store: ConfigStore | undefined) {
  const logged: string[] = [];
  const logger = { log: (_: unknown, __: string, text: string) => void logged.push(text) };
  const memory = new DeviceMemory({ store, random: (count) => new Uint8Array(count), logger });
  const indexOf = (key: string, fixed?: number, inUse: readonly number[] = [], reserved: readonly number[] = []) =>
    memory.indexOf(key, { fixed, reserved: new Set(reserved), inUse: new Set(inUse) });
  return { memory, logged, indexOf };
}

describe("an index", () => {
  it("is the lowest that was never given away, is of no connected device, and that the owner gave nobody", () => {
    const { indexOf } = memoryOn(undefined);
    expect(indexOf("a", undefined, [0], [1])).toBe(2);
    expect(indexOf("b")).toBe(0);
    expect(indexOf("c")).toBe(1);
    expect(indexOf("d")).toBe(3);
    expect(["a", "b", "c", "d"].map((key) => indexOf(key))).toEqual([2, 0, 1, 3]);
  });

  it("is another one while a connected device has it, whoever gave it", () => {
    const { indexOf } = memoryOn(undefined);
    expect(indexOf("a")).toBe(0);
    expect(indexOf("b", 0, [0])).toBe(1);
    expect(indexOf("a", undefined, [0])).toBe(2);
    expect(indexOf("b", 0)).toBe(0);
    expect(indexOf("b", undefined, [], [0])).toBe(1);
  });
});

describe("a state", () => {
  it.each([
    ["of another version", stateOf({}, { version: 2 })],
    ["without a secret", stateOf({}, { secret: 7 })],
    ["with a short secret", stateOf({}, { secret: "0".repeat(31) })],
    ["without devices", JSON.stringify({ version: 1, secret })],
    ["with an index below 0", stateOf({ "a/b/c": { index: 0 }, "d/e/f": { index: -1 } })],
    ["with half an index", stateOf({ "a/b/c": { index: 1.5 } })],
    ["with an index that is none", stateOf({ "a/b/c": { index: "0" } })],
    ["with nothing for a device", stateOf({ "a/b/c": null })],
  ])("%s is kept aside", async (_, text) => {
    const store = memoryConfigStore({ state: text });
    const { memory, logged } = memoryOn(store);
    await memory.load();
    expect([memory.devices, logged.length, await store.read("state.damaged")]).toEqual([[], 1, text]);
  });

  it("says which devices may still run; keys that are none are not told", async () => {
    const { memory } = memoryOn(
      memoryConfigStore({ state: stateOf({ "a/b/c/": { index: 3, driven: true }, x: { index: 4 } }) }),
    );
    await memory.load();
    expect(memory.devices).toEqual([{ hardware: "a/b", protocol: "c", identifier: "", index: 3, driven: true }]);
    expect(["a/b/c/", "x", "nobody"].map((key) => memory.isDriven(key))).toEqual([true, false, false]);
  });
});

describe("what changes", () => {
  it("is written when the memory is flushed, together, and again if more came meanwhile", async () => {
    const store = memoryConfigStore();
    const write = store.write.bind(store);
    let writes = 0;
    store.write = async (...document) => {
      writes += 1;
      await settle();
      return write(...document);
    };
    const { memory, indexOf } = memoryOn(store);
    indexOf("a/b/c");
    memory.markDriven("a/b/c", true);
    memory.markDriven("a/b/c", true);
    await Promise.resolve();
    await Promise.resolve();
    expect(writes).toBe(1);
    indexOf("d/e/f");
    memory.markDriven("a/b/c", false);
    memory.markDriven("nobody", true);
    await memory.flush();
    expect(writes).toBe(2);
    const { devices } = JSON.parse((await store.read("state")) ?? "");
    expect(devices).toEqual({ "a/b/c": { index: 0 }, "d/e/f": { index: 1 } });
  });

  it("and cannot be kept is logged, and tried again with the next change", async () => {
    const store = memoryConfigStore();
    const write = store.write.bind(store);
    store.write = () => Promise.reject(new Error("the disk is full"));
    const { memory, indexOf, logged } = memoryOn(store);
    indexOf("a/b/c");
    await memory.flush();
    expect(logged).toEqual(["what is known of devices could not be kept: the disk is full"]);
    store.write = write;
    memory.markDriven("a/b/c", true);
    await memory.flush();
    expect(JSON.parse((await store.read("state")) ?? "").devices).toEqual({ "a/b/c": { index: 0, driven: true } });
  });
});
