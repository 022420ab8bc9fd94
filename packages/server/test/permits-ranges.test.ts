import type { Grant } from "@buttplug-ts/messages";
import { inputFeature, outputFeature, testModel } from "@buttplug-ts/testing";
import { expect, it } from "vitest";
import { ok, serverWith, vibrate } from "./server-bench.js";

const model = testModel("Mixed", [
  outputFeature(0, "vibrate"),
  outputFeature(1, "rotate"),
  outputFeature(2, "position"),
  inputFeature(3, "battery"),
]);

/** A guest of a device with all sorts of features, and what it is told of each. */
async function guestOf(grant: Grant) {
  const { ready, open, device } = await serverWith([{ name: "Mixed" }], [model]);
  await ready();
  const guest = open(grant);
  await guest.handshake();
  await guest.send({ RequestDeviceList: { Id: 2 } });
  const [list] = guest.take() as { DeviceList: { Devices: Record<string, { DeviceFeatures: object }> } }[];
  const features = Object.values(list?.DeviceList.Devices["0"]?.DeviceFeatures ?? {}) as { Output?: object }[];
  return { guest, device: device(), told: features.map(({ Output }) => Output) };
}

const command = (Id: number, FeatureIndex: number, Command: object) => ({
  OutputCmd: { Id, DeviceIndex: 0, FeatureIndex, Command },
});
const failed = (Id: number, text: RegExp) => ({
  Error: { Id, ErrorCode: 4, ErrorMessage: expect.stringMatching(text) },
});

it("a cap counts in both directions, and not for places", async () => {
  const { guest, device, told } = await guestOf({ levelCap: 0.5 });
  expect(told).toEqual([
    { Vibrate: { Value: [0, 50] } },
    { Rotate: { Value: [-50, 50] } },
    { Position: { Value: [0, 100] } },
    undefined,
  ]);
  await guest.send(command(3, 1, { Rotate: { Value: -51 } }), command(4, 1, { Rotate: { Value: 51 } }));
  await guest.send(command(5, 1, { Rotate: { Value: -50 } }), command(6, 2, { Position: { Value: 100 } }));
  const above = /device\/value-out-of-range.*takes -50 to 50 from it/;
  expect(guest.take()).toEqual([failed(3, above), failed(4, above), ok(5), ok(6)]);
  expect(device.takeWrites()).toEqual(["tx 01 01 b2", expect.stringMatching(/^tx 02 .. 64$/)]);
});

it("a cap of nothing leaves nothing, and what is not there is refused as for anybody", async () => {
  const { guest, device, told } = await guestOf({ levelCap: 0 });
  expect(told[0]).toEqual({ Vibrate: { Value: [0, 0] } });
  await guest.send(vibrate(3, 0, 0, 1), vibrate(4, 0, 1, 1), vibrate(5, 0, 0, 0));
  expect(guest.take()).toEqual([failed(3, /value-out-of-range/), failed(4, /device\/no-output/), ok(5)]);
  expect(device.takeWrites()).toEqual(["tx 00 00 00"]);
});

it("who may command some outputs sees their whole ranges, and all inputs", async () => {
  const { guest, told } = await guestOf({ outputs: ["vibrate", "rotate"] });
  expect(told).toEqual([{ Vibrate: { Value: [0, 100] } }, { Rotate: { Value: [-100, 100] } }, undefined]);
  await guest.send(command(3, 2, { Position: { Value: 1 } }));
  expect(guest.take()).toEqual([failed(3, /may not command position; it may command vibrate, rotate$/)]);
  const none = await guestOf({ outputs: [] });
  expect(none.told).toEqual([undefined]);
  await none.guest.send(vibrate(3, 0, 0, 1));
  expect(none.guest.take()).toEqual([failed(3, /it may command nothing$/)]);
});
