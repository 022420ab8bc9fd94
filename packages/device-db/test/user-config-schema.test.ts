import { readFileSync } from "node:fs";
import { deviceDatabase } from "@buttplug-ts/device-db";
import type { UserConfigProblem } from "@buttplug-ts/device-db/user-config";
import { parseUserConfig } from "@buttplug-ts/device-db/user-config-file";
import { evaluate, parse } from "@humanwhocodes/momoa";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const schema = JSON.parse(readFileSync(new URL("../schema/user-config.schema.json", import.meta.url), "utf8"));
const accepts = new Ajv2020({ strictRequired: false }).compile(schema);
const isGood = (file: unknown) => parseUserConfig(JSON.stringify(file)).problems.length === 0;

/** Broken now and then: the parts of a file, each next to what it may be mistaken for. */
const odd = fc.constantFrom<unknown>(
  null,
  true,
  "",
  "a/b",
  -1,
  0.5,
  0,
  1,
  2 ** 32,
  [],
  [1],
  [0, 1, 2],
  [1.5, 2],
  {},
  "x\ny",
);
const mostly = <T>(good: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: odd });
const some = (model: Readonly<Record<string, fc.Arbitrary<unknown>>>) => {
  const keys = Object.fromEntries(Object.entries(model).map(([key, one]) => [key, mostly(one)]));
  const object = fc.record(keys, { requiredKeys: [] });
  const extra = fc.constantFrom("", "Enabled", "outputs", "__proto__", "10000000000", "01");
  return fc.oneof(
    { weight: 12, arbitrary: object },
    { weight: 1, arbitrary: fc.tuple(object, extra, odd).map(([base, key, value]) => ({ ...base, [key]: value })) },
  );
};
const range = fc.uniqueArray(fc.nat(50), { minLength: 2, maxLength: 2 }).map((ends) => ends.sort((a, b) => a - b));
const speed = fc.double({ min: 0.001, max: 1000, noNaN: true });
const limits = { enabled: fc.boolean(), range };
const feature = some({
  vibrate: some({ ...limits, maxRisePerSecond: speed }),
  led: some({ ...limits, maxStepsPerSecond: speed }),
  position: some({ ...limits, reverse: fc.boolean(), maxStepsPerSecond: speed }),
  hwPositionWithDuration: some({ ...limits, durationMs: range }),
  battery: some({ enabled: fc.boolean() }),
  positionInput: some({ enabled: fc.boolean() }),
});
const device = some({
  hardware: fc.constantFrom("bluetooth/1", "serial//dev/tty", "/x", "x/", "nothing"),
  protocol: fc.constantFrom("lovense", "unheard-of"),
  identifier: fc.constantFrom("", "A"),
  index: fc.nat(5),
  name: fc.constantFrom("Left", "🍆".repeat(100), "🍆".repeat(101), "two\nlines"),
  access: fc.constantFrom("allow", "deny"),
  gapMs: fc.nat(60_001),
  serial: some({
    baudRate: fc.constantFrom(1, 250_000, 0xffff_ffff),
    dataBits: fc.constantFrom(5, 6, 7, 8, 9),
    parity: fc.constantFrom("none", "even", "odd", "N"),
    stopBits: fc.constantFrom(1, 2),
  }),
  features: fc.dictionary(fc.constantFrom("0", "7", "999999999"), mostly(feature)),
});
const file = some({
  version: fc.constant(1),
  levelCap: fc.constantFrom(0.0001, 0.5, 1, 1.01),
  onlyAllowed: fc.boolean(),
  // One entry: that no two are about the same devices is more than a schema can say.
  devices: fc.array(mostly(device), { maxLength: 1 }),
});

describe("the schema for editors", () => {
  it("accepts exactly the files that the parser has no problem with", () => {
    let good = 0;
    fc.assert(
      fc.property(file, (one) => {
        const verdict = isGood(one);
        if (verdict) good += 1;
        expect(accepts(one), JSON.stringify(accepts.errors)).toBe(verdict);
      }),
      { numRuns: 3000 },
    );
    expect(good).toBeGreaterThan(100);
  });

  it("cannot say what compares two values; the parser does", () => {
    const entry = { hardware: "a/b", index: 1, features: { 0: { vibrate: { range: [5, 2] } } } };
    for (const one of [
      { version: 1, devices: [entry] },
      { version: 1, devices: [{ hardware: "a/b" }, { hardware: "a/b" }] },
    ]) {
      expect(accepts(one)).toBe(true);
      expect(isGood(one)).toBe(false);
    }
  });

  it("and the parser accept what the guide shows", () => {
    const guide = readFileSync(new URL("../../../docs/guide/user-configuration.md", import.meta.url), "utf8");
    const [, shown = ""] = /```jsonc\n([\s\S]*?)```/.exec(guide) ?? [];
    expect(parseUserConfig(shown, deviceDatabase)).toMatchObject({ config: { levelCap: 0.8 }, problems: [] });
    expect(
      accepts(evaluate(parse(shown, { mode: "jsonc", allowTrailingCommas: true }))),
      JSON.stringify(accepts.errors),
    ).toBe(true);
    const [, problem = ""] = /```text\n([\s\S]*?)```/.exec(guide) ?? [];
    const broken = parseUserConfig(shown.replace("[20, 80]", "[20, 800]"), deviceDatabase);
    const [{ path, line, column, message } = {}] = broken.problems as Partial<UserConfigProblem>[];
    expect(problem.replace(/\s+/g, " ").trim()).toBe(`${path}, line ${line}, column ${column}: ${message}`);
  });

  it("describes every key of the file", () => {
    const described = (one: { description?: string; $ref?: string }): boolean =>
      one.description !== undefined ||
      (one.$ref !== undefined && described(schema.$defs[one.$ref.split("/").at(-1) ?? ""]));
    const owners: { properties?: Record<string, object> }[] = [schema, ...Object.values(schema.$defs as object)];
    const bare = owners.flatMap(({ properties = {} }) =>
      Object.entries(properties).flatMap(([key, one]) => (described(one) ? [] : [key])),
    );
    expect(bare).toEqual([]);
  });
});
