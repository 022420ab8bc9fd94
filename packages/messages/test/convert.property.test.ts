import { type DeviceInfo, type Message, v4Codec } from "@buttplug-ts/messages";
import { openDialect, type SessionDialect, v0Codec, v1Codec, v2Codec, v3Codec } from "@buttplug-ts/messages/versions";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { device, devices } from "./device-arbitraries.js";

const codecs = [v0Codec, v1Codec, v2Codec, v3Codec] as const;
const level = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);

type Wire = Readonly<Record<string, never>>;

/** What a client of this version is told about the device. */
function told(version: SessionDialect["version"], one: DeviceInfo): Record<string, Wire[]> {
  const [message] = openDialect(version, [one]).send({ type: "deviceList", id: 1, devices: [one] });
  return (message as { DeviceList: { Devices: [{ DeviceMessages: Record<string, Wire[]> }] } }).DeviceList.Devices[0]
    .DeviceMessages;
}

function outputsOf(dialect: SessionDialect, wire: object): Message<"outputCmd">[] {
  return dialect.receive(wire).requests.map((request) => request as Message<"outputCmd">);
}

/** The output that a v4 request names, which must exist and take the value. */
function outputOf(one: DeviceInfo, { featureIndex, command }: Message<"outputCmd">) {
  const feature = one.deviceFeatures.find((each) => each.featureIndex === featureIndex);
  const output = feature?.output?.[command.type as "hwPositionWithDuration"];
  const { value, duration } = command as { value: number; duration?: number };
  expect(output, `${command.type} of feature ${featureIndex}`).toBeDefined();
  expect(value).toBeGreaterThanOrEqual(output?.value[0] ?? Number.NaN);
  expect(value).toBeLessThanOrEqual(output?.value[1] ?? Number.NaN);
  if (duration !== undefined) expect(duration).toBeGreaterThanOrEqual(output?.duration[0] ?? Number.NaN);
  return { feature, output, type: command.type, value };
}

describe("each index that a client is told", () => {
  it("is the output of that name, descriptor and step count, for ScalarCmd", () => {
    fc.assert(
      fc.property(device, level, (one, scalar) => {
        const dialect = openDialect(3, [one]);
        const list = (told(3, one)["ScalarCmd"] ?? []) as unknown as Record<string, string | number>[];
        for (const [index, { ActuatorType, StepCount, FeatureDescriptor }] of list.entries()) {
          const scalars = [{ Index: index, Scalar: scalar, ActuatorType }];
          const [request] = outputsOf(dialect, {
            ScalarCmd: { Id: 1, DeviceIndex: one.deviceIndex, Scalars: scalars },
          });
          const { feature, output, type } = outputOf(one, request as Message<"outputCmd">);
          expect(type).toBe(String(ActuatorType).toLowerCase());
          expect([feature?.featureDescription ?? "", output?.value[1]]).toEqual([FeatureDescriptor, StepCount]);
        }
        const beyond = [{ Index: list.length, Scalar: scalar, ActuatorType: "Vibrate" }];
        expect(() =>
          dialect.receive({ ScalarCmd: { Id: 1, DeviceIndex: one.deviceIndex, Scalars: beyond } }),
        ).toThrow();
      }),
    );
  });

  it("is an output of that step count, for RotateCmd and LinearCmd in v2 and v3", () => {
    fc.assert(
      fc.property(device, level, fc.constantFrom(2, 3), (one, part, version) => {
        const dialect = openDialect(version as 2 | 3, [one]);
        const messages = told(version as 2 | 3, one);
        const stepCounts = (name: string): number[] => {
          const entry = (messages[name] ?? []) as unknown as { StepCount: number }[] | { StepCount: number[] };
          return Array.isArray(entry) ? entry.map(({ StepCount }) => StepCount) : entry.StepCount;
        };
        const more = { DeviceIndex: one.deviceIndex, Id: 1 };
        for (const [index, steps] of stepCounts("RotateCmd").entries()) {
          const rotations = [{ Index: index, Speed: part, Clockwise: false }];
          const [request] = outputsOf(dialect, { RotateCmd: { ...more, Rotations: rotations } });
          const { output, type, value } = outputOf(one, request as Message<"outputCmd">);
          expect([type, output?.value[1], value <= 0]).toEqual(["rotate", steps, true]);
          expect(Object.is(value, -0)).toBe(false);
        }
        for (const [index, steps] of stepCounts("LinearCmd").entries()) {
          const vectors = [{ Index: index, Duration: 0, Position: part }];
          const [request] = outputsOf(dialect, { LinearCmd: { ...more, Vectors: vectors } });
          const { output, type } = outputOf(one, request as Message<"outputCmd">);
          expect([type, output?.value[1]]).toEqual(["hwPositionWithDuration", steps]);
        }
      }),
    );
  });

  it("counts the same vibrators in every version", () => {
    fc.assert(
      fc.property(device, level, (one, speed) => {
        const all = one.deviceFeatures.filter(({ output }) => (output?.vibrate?.value[1] ?? 0) > 0);
        const commands = all.map((_, Index) => ({ Index, Speed: speed }));
        const expected = all.map(({ featureIndex }) => featureIndex);
        if (all.length === 0) return;
        const body = { Id: 1, DeviceIndex: one.deviceIndex };
        const driven = [1, 2, 3].map((version) =>
          outputsOf(openDialect(version as 1, [one]), { VibrateCmd: { ...body, Speeds: commands } }),
        );
        const single = { SingleMotorVibrateCmd: { ...body, Speed: speed } };
        driven.push(...[0, 1].map((version) => outputsOf(openDialect(version as 0, [one]), single)));
        for (const requests of driven) {
          expect(requests).toEqual(driven[0]);
          expect(requests.map(({ featureIndex }) => featureIndex)).toEqual(expected);
        }
      }),
    );
  });
});

describe.each([0, 1, 2, 3] as const)("a client of spec v%d", (version) => {
  it("can read every device list and knows by events alone what a new list says", () => {
    fc.assert(
      fc.property(devices, fc.array(devices, { maxLength: 4 }), (first, changes) => {
        const dialect = openDialect(version, first);
        const known = new Map<number, unknown>();
        const read = (wire: object) => {
          const message = codecs[version].decodeServerMessage(wire);
          if (message.type === "deviceList") for (const one of message.devices) known.set(one.deviceIndex, one);
          if (message.type === "deviceRemoved") expect(known.delete(message.deviceIndex)).toBe(true);
          if (message.type !== "deviceAdded") return;
          expect(known.has(message.deviceIndex)).toBe(false);
          const { type: _, id, ...one } = message;
          expect(id).toBe(0);
          known.set(message.deviceIndex, one);
        };
        const list = (id: number, now: DeviceInfo[]) => dialect.send({ type: "deviceList", id, devices: now });
        list(7, first).forEach(read);
        for (const now of changes) {
          list(0, now).forEach(read);
          expect([...known.keys()].sort()).toEqual(now.map(({ deviceIndex }) => deviceIndex).sort());
        }
        expect(list(0, changes.at(-1) ?? first)).toEqual([]);
      }),
    );
  });

  it("gets the requests that have the same form in v4 and what answers them as they are", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 0xffff_ffff }),
        fc.string(),
        fc.constantFrom(0, 1, 2, 3, 4),
        (id, text, code) => {
          const dialect = openDialect(version, []);
          for (const type of ["ping", "startScanning", "stopScanning", "requestDeviceList"] as const) {
            const wire = v4Codec.encode({ type, id });
            expect(dialect.receive(wire)).toEqual({ id, requests: [{ type, id }] });
          }
          for (const message of [
            { type: "ok", id },
            { type: "error", id, errorCode: code as 4, errorMessage: text },
            { type: "scanningFinished", id: 0 },
          ] as const) {
            const sent = dialect.send(message);
            expect(sent).toEqual([v4Codec.encode(message)]);
            expect(codecs[version].decodeServerMessage(sent[0])).toEqual(message);
          }
        },
      ),
    );
  });
});
