import { expect, it } from "vitest";
import { memoryConfigStore } from "./memory-config-store.js";

it("keeps what was written and says when a document does not exist", async () => {
  const store = memoryConfigStore({ first: "1" });
  await store.write("second", "2");
  expect(await Promise.all(["first", "second", "third"].map((name) => store.read(name)))).toEqual([
    "1",
    "2",
    undefined,
  ]);
});

it("tells watchers what others changed, not what was written through it, until the signal aborts", async () => {
  const store = memoryConfigStore();
  const controller = new AbortController();
  let calls = 0;
  store.watch("settings", () => calls++, { signal: controller.signal });
  await store.write("settings", "ours");
  store.edit("other", "1");
  expect(calls).toBe(0);
  store.edit("settings", "theirs");
  store.edit("settings", undefined);
  expect(calls).toBe(2);
  expect(await store.read("settings")).toBeUndefined();
  controller.abort();
  store.edit("settings", "later");
  expect(calls).toBe(2);
});

it("never puts one damaged document over another", async () => {
  const store = memoryConfigStore({ settings: "first" });
  expect(await store.setAside("settings")).toBe("settings.damaged in memory");
  expect(await store.read("settings")).toBeUndefined();
  await store.write("settings", "second");
  expect(await store.setAside("settings")).toBe("settings.damaged-2 in memory");
  expect(await store.read("settings.damaged")).toBe("first");
  await expect(store.setAside("settings")).rejects.toMatchObject({ code: "config/store-failed" });
});
