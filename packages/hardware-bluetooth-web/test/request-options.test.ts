import { deviceDatabase } from "@buttplug-ts/device-db";
import { describe, expect, it } from "vitest";
import { requestOptions } from "../src/index.js";

const nothing = { names: [], namePrefixes: [], services: [], manufacturerData: [], optionalServices: [] };
const optionsFor = (wanted: object) => requestOptions({ bluetooth: { ...nothing, ...wanted } });
const hid = "00001812-0000-1000-8000-00805f9b34fb";
const own = "0000fff0-0000-1000-8000-00805f9b34fb";

describe("what the browser is asked for", () => {
  it("is anything, where nothing in particular is wanted", () => {
    expect(optionsFor({})).toEqual({ acceptAllDevices: true, optionalServices: [] });
  });

  it("leaves out names that a prefix covers, and prefixes that another covers", () => {
    const { filters } = optionsFor({ names: ["LVS-A1", "Toy", "Toy"], namePrefixes: ["LVS-A", "LVS-", "LVS-", "PCS"] });
    expect(filters).toEqual([{ namePrefix: "LVS-" }, { namePrefix: "PCS" }, { name: "Toy" }]);
  });

  it("leaves out what browsers refuse: no name, and one of more than 248 bytes", () => {
    const longest = "é".repeat(124);
    const { filters } = optionsFor({ names: ["", longest, `${longest}.`], namePrefixes: ["", "火".repeat(83)] });
    expect(filters).toEqual([{ name: longest }]);
  });

  it("leaves out services that browsers keep from pages, from filters and from what may be used later", () => {
    const options = optionsFor({ services: [hid, own], optionalServices: [own, hid] });
    expect(options).toEqual({ filters: [{ services: [own] }], optionalServices: [own] });
  });

  it("asks for company data by their first bytes, each once, and not for what a wider filter finds", () => {
    const { filters } = optionsFor({
      manufacturerData: [
        { company: 1, prefix: Uint8Array.of(1, 2) },
        { company: 1, prefix: Uint8Array.of(1) },
        { company: 1, prefix: Uint8Array.of(1) },
        { company: 1, prefix: Uint8Array.of(3) },
        { company: 2 },
        { company: 2, prefix: new Uint8Array() },
        { company: 2, prefix: Uint8Array.of(1) },
      ],
    });
    expect(filters?.flatMap(({ manufacturerData = [] }) => manufacturerData)).toEqual([
      { companyIdentifier: 1, dataPrefix: Uint8Array.of(1) },
      { companyIdentifier: 1, dataPrefix: Uint8Array.of(3) },
      { companyIdentifier: 2 },
    ]);
  });

  it("leaves out beacons, which tell where somebody is", () => {
    const { filters } = optionsFor({
      manufacturerData: [{ company: 0x4c, prefix: Uint8Array.of(2, 0x15) }, { company: 0x4c }],
    });
    expect(filters).toEqual([{ manufacturerData: [{ companyIdentifier: 0x4c }] }]);
  });
});

describe("what the browser is asked for with the whole database", () => {
  const { bluetooth } = deviceDatabase.scanFilters;
  const { filters = [], optionalServices = [] } = requestOptions(deviceDatabase.scanFilters);

  it("finds every name and prefix of it", () => {
    const names = new Set(filters.map(({ name }) => name));
    const prefixes = filters.flatMap(({ namePrefix = [] }) => namePrefix);
    const isFound = (name: string) => names.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
    expect(bluetooth.names.length).toBeGreaterThan(600);
    expect([...bluetooth.names, ...bluetooth.namePrefixes].filter((name) => !isFound(name))).toEqual([]);
  });

  it("declares every service of every plan, the battery among them", () => {
    expect(new Set(optionalServices)).toEqual(new Set([...bluetooth.optionalServices, ...bluetooth.services]));
    expect(optionalServices).toContain("0000180f-0000-1000-8000-00805f9b34fb");
  });

  it("stays a request that browsers take at once", () => {
    expect(filters.length).toBeLessThan(1_000);
    expect(JSON.stringify({ filters, optionalServices }).length).toBeLessThan(40_000);
    for (const filter of filters) expect(Object.keys(filter)).toHaveLength(1);
  });
});
