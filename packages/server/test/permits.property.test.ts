import { isPosition, outputTypes } from "@buttplug-ts/core";
import type { Grant } from "@buttplug-ts/messages";
import { everythingModel } from "@buttplug-ts/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { serverWith } from "./server-bench.js";

const part = fc.constantFrom(0, 0.01, 0.29, 0.5, 0.999, 1);
const grants: fc.Arbitrary<Grant> = fc.record(
  {
    readOnly: fc.nat(5).map((one) => one === 0),
    devices: fc.constantFrom([], ["fake/Other"], ...Array.from({ length: 8 }, () => ["fake/Test Everything"])),
    outputs: fc.subarray([...outputTypes], { minLength: 4 }),
    levelCap: part,
  },
  { requiredKeys: [] },
);
const limits = fc.record(
  {
    levelCap: part.filter((cap) => cap > 0),
    range: fc.tuple(fc.nat(100), fc.nat(100)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)]),
  },
  { requiredKeys: [] },
);

const DeviceIndex = fc.constantFrom(0, 0, 0, 1);
const index = fc.oneof(fc.constant(0), fc.nat({ max: 9 }));
const level = fc.oneof(
  fc.integer({ min: -30, max: 30 }),
  fc.integer({ min: -101, max: 101 }),
  fc.constantFrom(0.5, 1e9, -1e9, null, "5"),
);
const scalar = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 0, max: 1_000 }).map((one) => one / 1_000) },
  { weight: 1, arbitrary: fc.double({ min: -1, max: 2, noNaN: true }) },
);
const words = outputTypes.map((type) => type.slice(0, 1).toUpperCase() + type.slice(1));
const feature = (value: fc.Arbitrary<unknown>, name: string) =>
  fc
    .tuple(index, value, fc.boolean())
    .map(([Index, it, Clockwise]) => ({ Index, [name]: it, ActuatorType: words[Index] ?? "Vibrate", Clockwise }));
const entries = (name: string) => fc.array(feature(scalar, name), { minLength: 1, maxLength: 2 });
const moves = fc.array(fc.record({ Index: index, Duration: fc.nat(10_000), Position: scalar }), {
  minLength: 1,
  maxLength: 2,
});

/** What a client of each version could send to move something. */
const commands: Readonly<Record<number, fc.Arbitrary<object>>> = {
  4: fc
    .tuple(
      DeviceIndex,
      fc.nat({ max: words.length - 1 }),
      fc.oneof(fc.constant(0), fc.constant(0), fc.nat(2)),
      level,
      fc.nat(10_000),
    )
    .map(([device, at, aside, Value, Duration]) => ({
      OutputCmd: {
        DeviceIndex: device,
        FeatureIndex: at + aside,
        Command: { [words[at] as string]: { Value, Duration } },
      },
    })),
  3: fc.oneof(
    fc.record({ ScalarCmd: fc.record({ DeviceIndex, Scalars: entries("Scalar") }) }),
    fc.record({ RotateCmd: fc.record({ DeviceIndex, Rotations: entries("Speed") }) }),
    fc.record({ LinearCmd: fc.record({ DeviceIndex, Vectors: moves }) }),
  ),
  2: fc.record({ VibrateCmd: fc.record({ DeviceIndex, Speeds: entries("Speed") }) }),
  1: fc.record({ RotateCmd: fc.record({ DeviceIndex, Rotations: entries("Speed") }) }),
  0: fc.record({ SingleMotorVibrateCmd: fc.record({ DeviceIndex, Speed: scalar }) }),
};

const runs = fc.nat({ max: 4 }).chain((version) =>
  fc.record({
    version: fc.constant(version),
    grant: grants,
    limits,
    messages: fc.array(commands[version] as fc.Arbitrary<object>, { minLength: 1, maxLength: 20 }),
  }),
);

it("whatever a guest sends, in any version, no device gets more than the guest and the owner's limits allow", async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(runs, async ({ version, grant, limits: { levelCap: ownerCap = 1, range }, messages }) => {
      const world = await serverWith([{ name: "Test Everything" }], [everythingModel]);
      await world.ready();
      const outputs = (type: string) => ({ outputs: { [type]: { range } } });
      const features = Object.fromEntries(outputTypes.map((type, at) => [at, outputs(type)]));
      await world.server.setUserConfig({
        levelCap: ownerCap,
        devices: [{ hardware: "fake/Test Everything", ...(range && { features }) }],
      } as never);
      const guest = world.open(grant);
      const spoken = version === 4 ? { ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } : { MessageVersion: version };
      await guest.send({ RequestServerInfo: { Id: 1, ClientName: "guest", ...spoken } });
      const sent = messages.map((message, at) => {
        const [[name, body] = ["", {}]] = Object.entries(message);
        return { [name]: { Id: 10 + at, ...body } };
      });
      world.device().takeWrites();
      await guest.send({ RequestDeviceList: { Id: 2 } }, ...sent);
      await world.clock.advance(1_000);
      const { readOnly = false, devices, outputs: allowed = outputTypes, levelCap = 1 } = grant;
      const isShut = readOnly || (devices !== undefined && !devices.includes("fake/Test Everything"));
      const highest = Math.min(...[ownerCap, levelCap].map((cap) => Math.floor(100 * cap)), range?.[1] ?? 100);
      for (const write of world.device().takeWrites()) {
        const [, place = 0, byte = 0] = write
          .split(" ")
          .slice(1)
          .map((hex) => Number.parseInt(hex, 16));
        const type = outputTypes[place] ?? "vibrate";
        expect([write, isShut, allowed.includes(type)]).toEqual([write, false, true]);
        const value = byte > 0x80 ? byte - 0x80 : byte;
        if (!isPosition(type)) expect([write, value <= highest]).toEqual([write, true]);
        moved += 1;
      }
    }),
    { numRuns: 300 },
  );
  expect(moved).toBeGreaterThan(30);
});
