import { inputTypes, outputTypes } from "@buttplug-ts/core";
import { deviceDatabase } from "@buttplug-ts/device-db";
import { mayConnect, settingsFor, type UserConfig, type UserDevice } from "@buttplug-ts/device-db/user-config";
import {
  checkUserConfig,
  editUserConfig,
  parseUserConfig,
  serializeUserConfig,
} from "@buttplug-ts/device-db/user-config-file";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const range = fc
  .tuple(fc.nat(0xffff_ffff), fc.nat(0xffff_ffff))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const positive = fc.double({ min: 1e-9, max: 0xffff_ffff, noNaN: true });
const optional = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(model, { requiredKeys: [] });
const limitsOf = (type: string) =>
  optional<Record<string, unknown>>({
    enabled: fc.boolean(),
    range,
    ...(type === "position" || type === "hwPositionWithDuration"
      ? { reverse: fc.boolean(), maxStepsPerSecond: positive }
      : { maxRisePerSecond: positive }),
    ...(type === "hwPositionWithDuration" && { durationMs: range }),
  });
const outputs = optional(Object.fromEntries(outputTypes.map((type) => [type, limitsOf(type)])));
const inputs = optional(Object.fromEntries(inputTypes.map((type) => [type, optional({ enabled: fc.boolean() })])));
/** Without outputs there is no list of them: an empty one would be lost in the file. */
const feature = optional({ outputs, inputs }).map((one) =>
  Object.fromEntries(Object.entries(one).filter(([, types]) => Object.keys(types).length > 0)),
);
const name = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-ascii" });
const settings = optional({
  name,
  access: fc.constantFrom("allow" as const, "deny" as const),
  gapMs: fc.nat(60_000),
  features: fc.dictionary(fc.nat(20).map(String), feature),
});
const match = fc.oneof(
  fc.record({ hardware: name.map((id) => `bus/${id}`) }),
  fc.record({ protocol: name }),
  fc.record({ protocol: name, identifier: fc.string() }),
  fc.record({ hardware: name.map((id) => `bus/${id}`), protocol: name, identifier: fc.string() }),
);
const device = fc.tuple(match, settings).map(([which, what]) => ({ ...which, ...what }) as UserDevice);
const config: fc.Arbitrary<UserConfig> = fc
  .tuple(
    optional({ levelCap: fc.double({ min: 1e-9, max: 1, noNaN: true }), onlyAllowed: fc.boolean() }),
    fc.uniqueArray(device, {
      selector: ({ hardware, protocol, identifier }) => JSON.stringify([hardware, protocol, identifier]),
      maxLength: 6,
    }),
  )
  .map(([top, devices]) => ({
    ...top,
    devices: devices.map((one, index) => ({
      ...one,
      ...(one.hardware !== undefined && { index }),
      ...(one.hardware !== undefined && one.protocol !== undefined && { serial: { baudRate: index + 1 } }),
    })),
  }));
const keysOf = ({ hardware, protocol, identifier }: UserDevice) =>
  JSON.parse(JSON.stringify({ hardware, protocol, identifier }));

describe("any configuration", () => {
  it("comes back out of its file as it was", () => {
    fc.assert(
      fc.property(config, (one) => {
        expect(checkUserConfig(one)).toEqual([]);
        expect(parseUserConfig(serializeUserConfig(one))).toEqual({ config: one, problems: [] });
      }),
    );
  });

  it("can be put together by edits, entry by entry", () => {
    fc.assert(
      fc.property(config, (one) => {
        const text = one.devices.reduce(
          (before, entry) => {
            const { hardware, protocol, identifier, ...change } = entry;
            return editUserConfig(before, keysOf(entry), change);
          },
          "// ours\n{ 'version': 1 } // end\n".replaceAll("'", '"'),
        );
        expect(text.startsWith("// ours\n") && text.endsWith(" // end\n")).toBe(true);
        const { config: read, problems } = parseUserConfig(text);
        expect(problems).toEqual([]);
        expect(read?.devices.map(withoutNothing)).toEqual(one.devices.map(withoutNothing));
        const emptied = one.devices.reduce((before, entry) => editUserConfig(before, keysOf(entry), undefined), text);
        expect(parseUserConfig(emptied)).toEqual({ config: { devices: [] }, problems: [] });
      }),
    );
  });
});

/** Edits say nothing about objects without settings. */
function withoutNothing(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, one]) => [key, withoutNothing(one)] as const);
  return Object.fromEntries(entries.filter(([, one]) => JSON.stringify(one) !== "{}"));
}

describe("garbage", () => {
  /** A good file with a piece taken out, put in or doubled. */
  const damaged = fc
    .tuple(
      config,
      fc.nat(),
      fc.nat(30),
      fc.oneof(fc.string(), fc.constantFrom("{", "]", '"', ",", "//", "/*", "NaN", "-")),
    )
    .map(([one, at, length, piece]) => {
      const text = serializeUserConfig(one);
      const start = at % text.length;
      return text.slice(0, start) + piece + text.slice(start + length);
    });

  it("never throws; either nothing is wrong with it or a problem says what and where", () => {
    const known = { hardware: "bus/a", protocol: "lovense", identifier: "A" };
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), damaged), (text) => {
        const { config: read, problems } = parseUserConfig(text, deviceDatabase);
        for (const { line = 0, column = 0, message } of problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split("\n").length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).toMatch(/./);
        }
        if (read === undefined) {
          expect(problems).not.toEqual([]);
          return;
        }
        settingsFor(read, known, deviceDatabase);
        expect(mayConnect(read, known, deviceDatabase)).toBeTypeOf("boolean");
        // What is left over can be written and read again, and nothing is wrong with it then.
        expect(parseUserConfig(serializeUserConfig(read), deviceDatabase)).toEqual({ config: read, problems: [] });
      }),
      { numRuns: 500 },
    );
  });

  it("of a program never throws either", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true }), fc.anything(), (top, entry) => {
        expect(checkUserConfig(top as UserConfig, deviceDatabase)).not.toEqual([]);
        checkUserConfig({ devices: [entry] } as UserConfig, deviceDatabase);
      }),
      { numRuns: 500 },
    );
  });
});
