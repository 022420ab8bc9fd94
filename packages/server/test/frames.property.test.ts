import { settle } from "@buttplug-ts/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ok, sensorOptions, serverWith, vibrate } from "./server-bench.js";

const small = fc.integer({ min: -2, max: 12 });
const command = fc.oneof(
  fc.record({ Vibrate: fc.record({ Value: fc.integer({ min: -120, max: 120 }) }) }),
  fc.record({ Rotate: fc.record({ Value: fc.integer({ min: -120, max: 120 }) }) }),
  fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }),
);
const known = fc.oneof(
  fc.record({ OutputCmd: fc.record({ Id: small, DeviceIndex: small, FeatureIndex: small, Command: command }) }),
  fc.record({ StopCmd: fc.record({ Id: small, DeviceIndex: small, FeatureIndex: small }, { requiredKeys: ["Id"] }) }),
  fc.record({
    InputCmd: fc.record({
      Id: small,
      DeviceIndex: small,
      FeatureIndex: small,
      Type: fc.constantFrom("Battery", "RSSI", "Pressure", "Smell"),
      Command: fc.constantFrom("Read", "Subscribe", "Unsubscribe", "Fly"),
    }),
  }),
  ...["Ping", "StartScanning", "StopScanning", "RequestDeviceList", "RequestServerInfo"].map((name) =>
    fc.record({ [name]: fc.record({ Id: small }) }),
  ),
);
const anything = fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: fc.jsonValue() });

describe("whatever a client sends", () => {
  it("each message gets its answers, nothing leaves a range, and the session serves on", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anything, { minLength: 1, maxLength: 6 }), { maxLength: 8 }),
        async (frames) => {
          const { ready, device, clock } = await serverWith([{ name: "Trio" }, sensorOptions]);
          const client = await ready();
          for (const frame of frames) {
            await client.send(...frame);
            await clock.advance(6_000);
            const answers = client
              .take()
              .filter((message) => !("ScanningFinished" in message || "InputReading" in message));
            const readings = frame.length - answers.length;
            expect(readings).toBeLessThanOrEqual(frame.filter((each) => isRead(each)).length);
            expect(readings).toBeGreaterThanOrEqual(0);
          }
          for (const { hex } of [...device(0).writes, ...device(1).writes]) {
            expect(Number.parseInt(hex.split(" ")[2] as string, 16) & 0x7f).toBeLessThanOrEqual(100);
          }
          await client.send({ StopCmd: { Id: 98 } }, vibrate(99, 0, 0, 5));
          await settle();
          expect(client.take()).toEqual(expect.arrayContaining([ok(98), ok(99)]));
          expect(device(0).takeWrites().at(-1)).toBe("tx 00 00 05");
        },
      ),
      { numRuns: 150 },
    );
  });
});

function isRead(message: unknown): boolean {
  return typeof message === "object" && message !== null && "InputCmd" in message;
}
