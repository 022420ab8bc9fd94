import fc from "fast-check";
import { expect, it } from "vitest";
import { clientCodec, serverCodec, v4, v4Codec } from "./index.js";

const names = [...Object.keys(v4.types.OutputCommand.oneOf), "RotateWithDirection", "vibrate", "Thrust", "__proto__"];
const odd = fc.constantFrom<unknown>(
  0,
  -1,
  1,
  20,
  0.5,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  "1",
  null,
  undefined,
  true,
  [],
  {},
);
const number = fc.oneof({ weight: 4, arbitrary: fc.nat(100) }, odd);
const some = (key: string, value: unknown) => Object.fromEntries([[key, value]]);

const fields = fc.record({ Value: number, Duration: number, Clockwise: odd }, { requiredKeys: [] });
const command = fc.oneof(
  fc.tuple(fc.constantFrom(...names), fc.oneof(fields, odd)).map(([name, value]) => some(name, value)),
  fc.dictionary(fc.constantFrom(...names), fields, { maxKeys: 2 }),
  odd,
);
const output = fc.record(
  { Id: number, DeviceIndex: number, FeatureIndex: number, Command: command, More: odd },
  { requiredKeys: ["Id", "DeviceIndex", "FeatureIndex", "Command"] },
);
const ok = fc.record({ Id: number, More: odd }, { requiredKeys: [] });
const frame = fc.oneof(
  output.map((body) => ({ OutputCmd: body })),
  ok.map((body) => ({ Ok: body })),
  fc.record({ Ok: ok, OutputCmd: output }, { requiredKeys: [] }),
  fc.tuple(fc.constantFrom("Ok", "OutputCmd"), odd).map(([name, value]) => some(name, value)),
  odd,
);

function outcome(decode: (value: unknown) => unknown, value: unknown): unknown {
  try {
    return { decoded: decode(value) };
  } catch (error) {
    return { thrown: String(error) };
  }
}

it("output commands and Ok read the same with and without the table", () => {
  fc.assert(
    fc.property(frame, (value) => {
      expect(outcome(serverCodec.decode, value)).toStrictEqual(outcome(v4Codec.decodeClientMessage, value));
      expect(outcome(clientCodec.decode, value)).toStrictEqual(outcome(v4Codec.decodeServerMessage, value));
    }),
    { numRuns: 2000 },
  );
});

it("output commands and Ok are written the same with and without the table", () => {
  const ids = { id: 7, deviceIndex: 1, featureIndex: 2 };
  const commands = [
    { type: "vibrate", value: 3 },
    { type: "rotate", value: -3 },
    { type: "led", value: 0 },
    { type: "hwPositionWithDuration", value: 4, duration: 5 },
    { type: "unknown", name: "Thrust" },
  ] as const;
  for (const each of commands) {
    const message = { type: "outputCmd", ...ids, command: each } as const;
    expect(clientCodec.encode(message)).toStrictEqual(v4Codec.encode(message));
  }
  expect(serverCodec.encode({ type: "ok", id: 7 })).toStrictEqual(v4Codec.encode({ type: "ok", id: 7 }));
});
