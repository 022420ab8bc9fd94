import { describe, expect, it } from "vitest";
import { SimulatedLevels } from "./simulator.js";

describe("SimulatedLevels", () => {
  const acme = {
    id: "acme-one",
    protocol: "acme",
    identifier: "",
    name: "Acme One",
    features: [
      { index: 0, label: "Inner", outputs: { vibrate: { range: [0, 20] } }, inputs: {} },
      { index: 1, label: "Battery", outputs: {}, inputs: { battery: { ranges: [[0, 100]], commands: ["read"] } } },
    ],
  } as const;

  it("has one level for every output, at 0", () => {
    const levels = new SimulatedLevels(acme);
    expect(levels.snapshot()).toEqual([{ feature: 0, output: "vibrate", label: "Inner", value: 0 }]);
  });

  it("says whether there was an output to set", () => {
    const levels = new SimulatedLevels(acme);
    expect(levels.set(({ output }) => output === "vibrate", 7)).toBe(true);
    expect(levels.set(({ output }) => output === "rotate", 7)).toBe(false);
  });

  it("gives copies that do not change", () => {
    const levels = new SimulatedLevels(acme);
    const before = levels.snapshot();
    levels.set(() => true, 9);
    expect(before[0]?.value).toBe(0);
    expect(levels.snapshot()[0]?.value).toBe(9);
  });
});
