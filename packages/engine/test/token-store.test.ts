import { ButtplugError, memoryConfigStore, silentLogger } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { isSame, TokenStore } from "../src/access/token-store.js";

const state = { name: "guest", scope: { levelCap: 0.5 }, createdAtMs: 1 };

async function loaded(store = memoryConfigStore()) {
  const lines: string[] = [];
  const tokens = new TokenStore(store, { log: (_, __, line) => lines.push(line) });
  await tokens.load();
  return { store, tokens, lines };
}

describe("a token", () => {
  it("is found by its secret, also after a restart, until it runs out", async () => {
    const { store, tokens } = await loaded();
    const secret = await tokens.create({ ...state, expiresAtMs: 100 });
    expect(secret).toMatch(/^[\w-]{32}$/);
    const { tokens: later } = await loaded(store);
    expect(later.find(secret, 99)).toMatchObject({ name: "guest", scope: { levelCap: 0.5 } });
    expect(later.find(secret, 100)).toBeUndefined();
    expect(later.find(secret.slice(1), 0)).toBeUndefined();
    expect(later.find("", 0)).toBeUndefined();
  });

  it("is kept without its secret", async () => {
    const { store, tokens } = await loaded();
    const secret = await tokens.create(state);
    const text = (await store.read("access")) ?? "";
    expect(text).not.toContain(secret);
    expect(text).toMatch(/"hash": "[0-9a-f]{64}"/);
  });

  it("has a name of its own", async () => {
    const { tokens } = await loaded();
    await tokens.create(state);
    await expect(tokens.create(state)).rejects.toMatchObject({
      code: "usage/invalid-argument",
      details: { argument: "name" },
    });
  });

  it("that is revoked is worth nothing, now and after a restart", async () => {
    const { store, tokens } = await loaded();
    const secret = await tokens.create(state);
    await tokens.revoke("guest");
    expect(tokens.find(secret, 0)).toBeUndefined();
    expect((await loaded(store)).tokens.find(secret, 0)).toBeUndefined();
    await expect(tokens.revoke("guest")).rejects.toMatchObject({ code: "usage/invalid-argument" });
  });

  it("that cannot be kept is good for this run; that it could not be taken back for good is told", async () => {
    const { store, tokens, lines } = await loaded();
    store.write = () => Promise.reject(new ButtplugError("config/store-failed", "the disk is full"));
    const secret = await tokens.create(state);
    expect([tokens.find(secret, 0)?.name, lines]).toEqual(["guest", ["the disk is full"]]);
    await expect(tokens.revoke("guest")).rejects.toMatchObject({ code: "config/store-failed" });
    expect(tokens.find(secret, 0)).toBeUndefined();
  });
});

describe("a document that is not what this engine writes", () => {
  const token = { ...state, hash: "0".repeat(64) };
  const document = (origins: unknown, tokens: unknown) => JSON.stringify({ origins, tokens });
  const origin = (text: string) => [{ origin: text, approvedAtMs: 1 }];

  it.each([
    ["no JSON", "{"],
    ["no lists", "{}"],
    ["an origin that any page can have", document(origin("null"), [])],
    ["an origin of files", document(origin("file://"), [])],
    ["an origin that is none", document(origin("*"), [])],
    ["a token without a hash", document([], [state])],
    ["a limit of an unknown name, which must not be taken for none", document([], [{ ...token, scope: { cap: 1 } }])],
    ["a limit of a wrong type", document([], [{ ...token, scope: { levelCap: "0.5" } }])],
    ["an output that is none", document([], [{ ...token, scope: { outputs: ["purr"] } }])],
    ["a scope that is missing", document([], [{ ...token, scope: undefined }])],
    ["a cap above all", document([], [{ ...token, scope: { levelCap: 2 } }])],
    ["a cap below nothing", document([], [{ ...token, scope: { levelCap: -1 } }])],
    ["a token without a name", document([], [{ ...token, name: 7 }])],
    ["a token of no time", document([], [{ ...token, createdAtMs: "1" }])],
    ["an origin of no time", document([{ origin: "https://good.example" }], [])],
    ["an end that is none", document([], [{ ...token, expiresAtMs: null }])],
    ["a good origin and a bad one", document([...origin("https://good.example"), ...origin("*")], [])],
    ["a good token and a bad one", document([], [token, { ...token, hash: "0" }])],
    ["a limit and an unknown one", document([], [{ ...token, scope: { levelCap: 0.5, cap: 1 } }])],
    ["a limit that every object has", document([], [{ ...token, scope: { toString: 0.5 } }])],
    ["a text for a scope", document([], [{ ...token, scope: "levelCap" }])],
    ["a list for a scope", document([], [{ ...token, scope: [] }])],
    ["no scope at all", document([], [{ ...token, scope: null }])],
    ["who manages perhaps", document([], [{ ...token, scope: { management: 1 } }])],
    ["who reads perhaps", document([], [{ ...token, scope: { readOnly: "false" } }])],
    ["a device that is none", document([], [{ ...token, scope: { devices: ["a/1", 1] } }])],
    ["devices that are no list", document([], [{ ...token, scope: { devices: "a/1" } }])],
    ["outputs of which one is none", document([], [{ ...token, scope: { outputs: ["vibrate", "purr"] } }])],
    ["outputs that are no list", document([], [{ ...token, scope: { outputs: "vibrate" } }])],
    ["nothing for a token", document([], [null])],
  ])("with %s lets nobody in, and is kept aside", async (_, text) => {
    const { store, tokens, lines } = await loaded(memoryConfigStore({ access: text }));
    expect([tokens.origins, tokens.tokens]).toEqual([[], []]);
    expect(lines).toEqual([expect.stringContaining("access.damaged in memory")]);
    expect(await store.read("access.damaged")).toBe(text);
  });
});

it("every scope is kept, to its ends", async () => {
  const { store, tokens } = await loaded();
  const scopes = [
    {},
    { management: true },
    { management: false, readOnly: true, devices: ["a/1", "b/2"], outputs: ["vibrate", "rotate"], levelCap: 0 },
    { readOnly: false, devices: [], outputs: [], levelCap: 1 },
  ] as const;
  for (const [index, scope] of scopes.entries()) await tokens.create({ ...state, name: `guest ${index}`, scope });
  const { tokens: later, lines } = await loaded(store);
  expect([later.tokens.map(({ scope }) => scope), lines]).toEqual([scopes, []]);
});

it("what is taken back leaves the others", async () => {
  const { store, tokens } = await loaded();
  const secret = await tokens.create(state);
  await tokens.create({ ...state, name: "other" });
  await tokens.approve("https://good.example", 1);
  await tokens.approve("https://other.example", 1);
  await tokens.revoke("other");
  await tokens.forget("https://other.example");
  const { tokens: later } = await loaded(store);
  expect([later.find(secret, 0)?.name, later.origins.map(({ origin }) => origin)]).toEqual([
    "guest",
    ["https://good.example"],
  ]);
});

it("an approval, or its end, that cannot be kept is told, and holds for this run", async () => {
  const { store, tokens } = await loaded();
  store.write = () => Promise.reject(new ButtplugError("config/store-failed", "the disk is full"));
  await expect(tokens.approve("https://good.example", 1)).rejects.toMatchObject({ code: "config/store-failed" });
  expect(tokens.origins).toHaveLength(1);
  await expect(tokens.forget("https://good.example")).rejects.toMatchObject({ code: "config/store-failed" });
  expect(tokens.origins).toEqual([]);
});

it("an approved origin is remembered and can be forgotten", async () => {
  const { store, tokens } = await loaded();
  await tokens.approve("https://good.example", 1);
  await tokens.approve("https://good.example", 2);
  const later = new TokenStore(store, silentLogger);
  await later.load();
  expect(later.origins).toEqual([{ origin: "https://good.example", approvedAtMs: 2 }]);
  await later.forget("https://good.example");
  expect((await loaded(store)).tokens.origins).toEqual([]);
});

it("secrets are compared whole", () => {
  expect([isSame("abc", "abc"), isSame("abc", "abd"), isSame("abc", "ab"), isSame("", "")]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

it("a thousand tokens and origins are kept; of more origins the newest", async () => {
  const tokens = new TokenStore(undefined, silentLogger);
  for (let number = 0; number < 1_000; number += 1) {
    await tokens.create({ ...state, name: `guest ${number}` });
    await tokens.approve(`https://a${number}.example`, number);
  }
  await expect(tokens.create(state)).rejects.toMatchObject({ code: "usage/invalid-argument" });
  await tokens.approve("https://new.example", 1_000);
  expect([tokens.tokens.length, tokens.origins.length]).toEqual([1_000, 1_000]);
  expect(tokens.origins.at(-1)?.origin).toBe("https://new.example");
});
