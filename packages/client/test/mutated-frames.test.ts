import { settle } from "@buttplug-ts/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { device, deviceList, errorMessage, ok, sensor, serverInfo, setUp, vibrator } from "./scripted-server.js";

const id = fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 99, -1, 1.5);
const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(undefined, null, Number.NaN, 1e300, "", "__proto__", -0, []));

const valid = fc.oneof(
  id.map(ok),
  id.map((Id) => serverInfo(Id)),
  fc
    .tuple(id, fc.integer({ min: 0, max: 5 }), fc.string())
    .map(([Id, code, text]) => errorMessage(Id, code === 2 ? 3 : code, text)),
  fc
    .tuple(id, fc.subarray([0, 1, 2, 3]))
    .map(([Id, indexes]) => deviceList(Id, ...indexes.map((index) => device(index)))),
  id.map((Id) => ({ InputReading: { Id, DeviceIndex: 0, FeatureIndex: 1, Reading: { Battery: { Value: 50 } } } })),
  id.map((Id) => ({ ScanningFinished: { Id } })),
);

/** A message with one of its parts exchanged for something odd. */
const mutated = fc.tuple(valid, fc.nat(), odd).map(([message, at, value]) => {
  const copy = structuredClone(message);
  const places: [Record<string, unknown>, string][] = [];
  const walk = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const key of Object.keys(part)) {
      places.push([part as Record<string, unknown>, key]);
      walk((part as Record<string, unknown>)[key]);
    }
  };
  walk(copy);
  const [owner, key] = places[at % places.length] ?? [{}, ""];
  // Only the ping timeout ends a connection, and that is another test.
  owner[key] = key === "ErrorCode" ? 3 : value;
  return copy;
});

const frame = fc.array(
  fc.oneof(
    valid.map((value) => ({ value })),
    mutated.map((value) => ({ value })),
    odd.map((value) => ({ value })),
    fc.string().map((malformed) => ({ malformed })),
  ),
  { maxLength: 5 },
);

it("whatever the server sends, nothing throws, no request hangs, and the client stays usable", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 8 }), async (frames) => {
      const { server, client, clock } = setUp([device(0, [vibrator(), sensor("Battery", "Read")])]);
      await client.connect(server.connector);
      const answers = { ...server.answers };
      for (const name of ["OutputCmd", "InputCmd", "StartScanning", "StopCmd"]) server.answers[name] = () => [];
      const target = client.device(0);
      const requests = [target?.vibrate(1), target?.battery(), client.startScanning(), target?.stop()];
      const settled = Promise.allSettled(requests);
      await settle();
      for (const batch of frames) server.pushRaw(...batch);
      await clock.advance(10_000);
      expect(await settled).toHaveLength(4);
      for (const name of Object.keys(server.answers)) delete server.answers[name];
      Object.assign(server.answers, answers);
      expect(client.connected).toBe(true);
      server.push(deviceList(0));
      server.push(deviceList(0, device(7)));
      await client.device(7)?.vibrate(0.5);
      expect(client.devices.map(({ index }) => index)).toEqual([7]);
      await client.disconnect();
      expect(clock.pendingTimers).toBe(0);
    }),
    { numRuns: 300 },
  );
});

it("whatever answers the handshake, connect settles and leaves the client able to connect", async () => {
  await fc.assert(
    fc.asyncProperty(frame, frame, async (hello, list) => {
      const { server, client, clock } = setUp();
      const values = (batch: typeof hello) => batch.flatMap((item) => ("value" in item ? [item.value as object] : []));
      server.answers["RequestServerInfo"] = ({ Id }) => [...values(hello), serverInfo(Id)];
      server.answers["RequestDeviceList"] = ({ Id }) => [...values(list), deviceList(Id)];
      const connecting = client.connect(server.connector).then(
        () => client.disconnect(),
        () => {},
      );
      await clock.advance(10_000);
      await connecting;
      for (const name of Object.keys(server.answers)) delete server.answers[name];
      await client.connect(server.connector);
      expect(client.connected).toBe(true);
      await client.disconnect();
      expect(clock.pendingTimers).toBe(0);
    }),
    { numRuns: 300 },
  );
});
