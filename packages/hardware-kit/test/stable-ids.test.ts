import { describe, expect, it } from "vitest";
import { StableIds } from "../src/index.js";

const pad = (key: string) => ({ key, name: "pad" });

describe("StableIds", () => {
  it("names the first of a kind after the kind, and numbers the others", () => {
    const ids = new StableIds<string>();
    const given = ids.assign([pad("a"), { key: "b", name: "other" }, pad("c"), pad("d")]);
    expect([...given.values()]).toEqual(["pad", "other", "pad#2", "pad#3"]);
  });

  it("keeps an id while its hardware is there, whatever comes and goes", () => {
    const ids = new StableIds<string>();
    ids.assign([pad("a"), pad("b")]);
    expect(ids.assign([pad("c"), pad("b")])).toEqual(
      new Map([
        ["b", "pad#2"],
        ["c", "pad"],
      ]),
    );
    expect(ids.assign([pad("b")])).toEqual(new Map([["b", "pad#2"]]));
  });

  it("gives the same id to what comes back", () => {
    const ids = new StableIds<string>();
    ids.assign([pad("a")]);
    ids.assign([]);
    expect(ids.assign([pad("z")])).toEqual(new Map([["z", "pad"]]));
  });

  it("never gives one id twice, whatever names look like", () => {
    const given = new StableIds<number>().assign([
      { key: 1, name: "pad#2" },
      { key: 2, name: "pad" },
      { key: 3, name: "pad" },
    ]);
    expect([...given.values()]).toEqual(["pad#2", "pad", "pad#3"]);
  });
});
