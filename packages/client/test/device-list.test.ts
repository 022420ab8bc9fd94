import { settle } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { device, deviceList, sensor, setUpConnected, vibrator } from "./scripted-server.js";

describe("a device list event", () => {
  it("tells what is gone before what is new", async () => {
    const { server, client, log } = await setUpConnected([device(0), device(1)]);
    const gone = client.device(0);
    client.on("deviceRemoved", (removed) => {
      expect(removed.connected).toBe(false);
      expect(client.device(0)).toBeUndefined();
    });
    server.push(deviceList(0, device(2), device(1)));
    expect(log).toEqual(["deviceRemoved 0", "deviceAdded 2"]);
    expect(client.devices.map(({ index }) => index)).toEqual([1, 2]);
    await expect(gone?.vibrate(1)).rejects.toMatchObject({ code: "device/gone" });
  });

  it("says nothing when nothing is different, whatever order things are listed in", async () => {
    const { server, log } = await setUpConnected([device(0, [sensor("Battery", "Read", "Subscribe")])]);
    server.push(deviceList(0, device(0, [sensor("Battery", "Subscribe", "Read")])));
    expect(log).toEqual([]);
  });

  it.each([
    ["display name", device(0, [vibrator()], { DeviceDisplayName: "Mine" })],
    ["gap", device(0, [vibrator()], { DeviceMessageTimingGap: 50 })],
    ["range", device(0, [vibrator(10)])],
    ["description", device(0, [{ ...vibrator(), FeatureDescription: "Other" }])],
    ["features", device(0, [vibrator(), sensor("Battery", "Read")])],
    ["unknown outputs", device(0, [{ Output: { Vibrate: { Value: [0, 20] }, Levitate: {} } }])],
  ])("updates the device object in place when its %s is different", async (_, changed) => {
    const { server, client, log } = await setUpConnected();
    const before = client.device(0);
    server.push(deviceList(0, changed));
    expect(log).toEqual(["deviceChanged 0"]);
    expect(client.device(0)).toBe(before);
    expect(before?.connected).toBe(true);
  });

  it("keeps the objects of features that stay, with their new facts", async () => {
    const { server, client } = await setUpConnected([device(0, [vibrator(20), vibrator(5)])]);
    const known = client.device(0)?.features;
    server.push(deviceList(0, device(0, [vibrator(10)], { DeviceDisplayName: "Mine" })));
    const now = client.device(0);
    expect(now?.displayName).toBe("Mine");
    expect(now?.features).toHaveLength(1);
    expect(now?.features[0]).toBe(known?.[0]);
    expect(known?.[0]?.outputs.vibrate?.range).toEqual([0, 10]);
    await known?.[0]?.vibrate(1);
    expect(server.bodies("OutputCmd").at(-1)).toMatchObject({ Command: { Vibrate: { Value: 10 } } });
  });

  it("brings the id that is stable for this application, in whichever feature it stands", async () => {
    const { client } = await setUpConnected([
      device(0, [vibrator(), { ...vibrator(), StableDeviceId: "a1" }]),
      device(1),
    ]);
    expect(client.devices.map(({ stableId }) => stableId)).toEqual(["a1", undefined]);
  });

  it("takes another name under the same index for another device", async () => {
    const { server, client, log } = await setUpConnected();
    const old = client.device(0);
    server.push(deviceList(0, device(0, [vibrator()], { DeviceName: "Other" })));
    expect(log).toEqual(["deviceRemoved 0", "deviceAdded 0"]);
    expect(client.device(0)).not.toBe(old);
    expect(old?.connected).toBe(false);
    expect(old?.name).toBe("Device 0");
  });

  it("gives a new object when a device comes back", async () => {
    const { server, client } = await setUpConnected();
    const old = client.device(0);
    server.push(deviceList(0));
    server.push(deviceList(0, device(0)));
    expect(client.device(0)).not.toBe(old);
    await expect(old?.stop()).rejects.toMatchObject({ code: "device/gone" });
    await client.device(0)?.stop();
  });

  it("can be answered by a listener that disconnects", async () => {
    const { server, client, log } = await setUpConnected([]);
    client.on("deviceAdded", () => {
      client.disconnect().catch(() => {});
    });
    server.push(deviceList(0, device(0), device(1)));
    await settle();
    expect(log).toEqual([
      "deviceAdded 0",
      "deviceAdded 1",
      "deviceRemoved 0",
      "deviceRemoved 1",
      "serverDisconnect connector/closed",
    ]);
  });

  it("does not change a list that was handed out", async () => {
    const { server, client } = await setUpConnected();
    const { devices } = client;
    server.push(deviceList(0));
    expect(devices).toHaveLength(1);
    expect(client.devices).toHaveLength(0);
  });
});

describe("a device", () => {
  it("shows what the server says", async () => {
    const output = {
      Position: { Value: [0, 99] },
      HwPositionWithDuration: { Value: [0, 99], Duration: [10, 5000] },
      Rotate: { Value: [-20, 20] },
    };
    const input = {
      Battery: { Value: [[0, 100]], Command: ["Read"] },
      RSSI: { Value: [-100, 0], Command: ["Subscribe"] },
    };
    const { client } = await setUpConnected([
      device(3, [{ FeatureDescription: undefined, FeatureDescriptor: "Stroker", Output: output, Input: input }], {
        DeviceDisplayName: "Mine",
        DeviceMessageTimingGap: 40,
      }),
    ]);
    const shown = client.device(3);
    expect(shown).toMatchObject({ index: 3, name: "Device 3", displayName: "Mine", messageGapMs: 40, connected: true });
    const feature = shown?.feature(0);
    expect(feature).toMatchObject({ index: 0, deviceIndex: 3, description: "Stroker", connected: true });
    expect(feature?.outputs).toEqual({
      position: { range: [0, 99], stepCount: 99 },
      hwPositionWithDuration: { range: [0, 99], stepCount: 99, durationRange: [10, 5000] },
      rotate: { range: [-20, 20], stepCount: 20 },
    });
    expect(feature?.inputs).toEqual({
      battery: { ranges: [[0, 100]], canRead: true, canSubscribe: false },
      rssi: { ranges: [[-100, 0]], canRead: false, canSubscribe: true },
    });
    expect(shown?.feature(1)).toBeUndefined();
  });

  it("falls back to its name, no gap and no description", async () => {
    const { client } = await setUpConnected([
      device(0, [{ FeatureDescription: undefined }], { DeviceMessageTimingGap: undefined, DeviceDisplayName: null }),
    ]);
    expect(client.device(0)).toMatchObject({ displayName: "Device 0", messageGapMs: 0 });
    expect(client.device(0)?.feature(0)).toMatchObject({ description: "", outputs: {}, inputs: {} });
  });

  it("works around outputs and inputs that this client does not know", async () => {
    const odd = {
      Output: { Vibrate: { Value: [0, 20] }, Levitate: { Height: "high" }, Glow: {} },
      Input: { Mood: { Value: "good" } },
    };
    const { server, client } = await setUpConnected([device(0, [odd])]);
    const feature = client.device(0)?.feature(0);
    expect(feature?.unknownOutputs).toEqual(["Glow", "Levitate"]);
    expect(feature?.unknownInputs).toEqual(["Mood"]);
    await feature?.vibrate(1);
    expect(server.bodies("OutputCmd")).toHaveLength(1);
  });

  it("orders features by index", async () => {
    const { client } = await setUpConnected([
      device(0, [], {
        DeviceFeatures: { a: { FeatureIndex: 7, ...vibrator() }, b: { FeatureIndex: 2, ...vibrator() } },
      }),
    ]);
    expect(client.device(0)?.features.map(({ index }) => index)).toEqual([2, 7]);
  });
});
