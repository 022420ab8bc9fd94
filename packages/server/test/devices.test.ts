import { ButtplugError } from "@buttplug-ts/core";
import { ButtplugServer } from "@buttplug-ts/server";
import {
  FakeDevice,
  FakeHardwareManager,
  outputFeature,
  settle,
  TestClock,
  testDatabase,
  testModel,
  testProtocol,
} from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { ok, sensor, sensorOptions, serverWith, trio, vibrate } from "./server-bench.js";

const listed = (...indexes: readonly number[]) => ({
  DeviceList: {
    Id: 0,
    Devices: Object.fromEntries(
      indexes.map((index) => [String(index), expect.objectContaining({ DeviceIndex: index })]),
    ),
  },
});

describe("a scan", () => {
  it("connects what the database knows, announces each device and finishes after the last", async () => {
    const { open } = await serverWith([{ name: "Trio" }, { name: "Toaster" }, sensorOptions]);
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    expect(client.take()).toEqual([ok(2), listed(0), listed(0, 1), { ScanningFinished: { Id: 0 } }]);
  });

  it("waits for a bus that does not know yet whether it can be used", async () => {
    const { open, manager } = await serverWith([{ name: "Trio" }]);
    let isReady: () => void = () => {};
    manager.ready = new Promise((resolve) => {
      isReady = resolve;
    });
    manager.setAvailability({ usable: false, why: "Looking for an adapter." });
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    expect(client.take()).toEqual([ok(2)]);
    manager.setAvailability({ usable: true });
    isReady();
    await settle();
    expect(client.take()).toEqual([listed(0), { ScanningFinished: { Id: 0 } }]);
  });

  it("is joined by a bus that becomes usable meanwhile, not after it ended", async () => {
    const clock = new TestClock();
    const endless = new FakeHardwareManager(clock, [], "endless");
    endless.endless = true;
    const late = new FakeHardwareManager(clock, [new FakeDevice({ name: "Trio" })], "late");
    late.setAvailability({ usable: false, why: "The adapter is off." });
    const managers = [endless, late];
    await using server = new ButtplugServer("Test", {
      managers,
      protocols: [testProtocol],
      deviceDb: testDatabase([trio]),
      clock,
    });
    const session = server.openSession("test");
    const scan = session.scan();
    await settle();
    expect(server.devices).toHaveLength(0);
    late.setAvailability({ usable: true });
    await settle();
    expect(server.devices).toHaveLength(1);
    await clock.advance(30_000);
    await scan;
    late.devices.push(new FakeDevice({ name: "Trio", id: "two" }));
    late.setAvailability({ usable: false, why: "The adapter is off." });
    late.setAvailability({ usable: true });
    await settle();
    expect(server.devices).toHaveLength(1);
  });

  it("tells an announced device as design §6 wants it", async () => {
    const { open } = await serverWith([{ ...sensorOptions, gapMs: 20 }]);
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    client.take();
    await client.send({ RequestDeviceList: { Id: 3 } });
    const text = (label: string) => ({ FeatureDescription: label, FeatureDescriptor: label });
    expect(client.take()).toEqual([
      {
        DeviceList: {
          Id: 3,
          Devices: {
            "0": {
              DeviceIndex: 0,
              DeviceName: "Sensor",
              DeviceMessageTimingGap: 20,
              DeviceFeatures: {
                "0": {
                  FeatureIndex: 0,
                  ...text("Test vibrate"),
                  Output: { Vibrate: { Value: [0, 100] } },
                  StableDeviceId: expect.stringMatching(/^[0-9a-f]{20}$/),
                },
                "1": {
                  FeatureIndex: 1,
                  ...text("Test battery"),
                  Input: { Battery: { Value: [[0, 100]], Command: ["Read"] } },
                },
                "2": {
                  FeatureIndex: 2,
                  ...text("Test rssi"),
                  Input: { Rssi: { Value: [[0, 100]], Command: ["Read"] } },
                },
                "3": {
                  FeatureIndex: 3,
                  ...text("Test button"),
                  Input: { Button: { Value: [[0, 100]], Command: ["Read", "Subscribe"] } },
                },
                "4": {
                  FeatureIndex: 4,
                  ...text("Test pressure"),
                  Input: { Pressure: { Value: [[0, 100]], Command: ["Subscribe"] } },
                },
              },
            },
          },
        },
      },
    ]);
  });

  it("that is stopped by its client ends without ScanningFinished", async () => {
    const { open, manager } = await serverWith();
    manager.endless = true;
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } }, { StopScanning: { Id: 3 } });
    expect(client.take()).toEqual([ok(2), ok(3)]);
  });

  it("runs while any client wants it", async () => {
    const { clock, open, manager } = await serverWith();
    manager.endless = true;
    const [one, other] = [open(), open()];
    for (const client of [one, other]) {
      await client.handshake();
      await client.send({ StartScanning: { Id: 2 } });
      client.take();
    }
    await one.send({ StopScanning: { Id: 3 } });
    await clock.advance(30_000);
    expect(one.take()).toEqual([ok(3)]);
    expect(other.take()).toEqual([{ ScanningFinished: { Id: 0 } }]);
  });

  it("ends after 30 s on a bus that would go on", async () => {
    const { clock, open, manager } = await serverWith();
    manager.endless = true;
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    client.take();
    await clock.advance(29_999);
    expect(client.take()).toEqual([]);
    await clock.advance(1);
    expect(client.take()).toEqual([{ ScanningFinished: { Id: 0 } }]);
    expect(clock.pendingTimers).toBe(0);
  });

  it("finishes also when a bus fails or cannot be used", async () => {
    const { open, manager } = await serverWith([{ name: "Trio" }]);
    manager.scanError = new ButtplugError("hardware/unavailable", "the adapter is off");
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    expect(client.take()).toEqual([ok(2), { ScanningFinished: { Id: 0 } }]);
    manager.scanError = undefined;
    manager.setAvailability({ usable: false, why: "it is off" });
    await client.send({ StartScanning: { Id: 3 } });
    expect(client.take()).toEqual([ok(3), { ScanningFinished: { Id: 0 } }]);
  });
});

describe("a device", () => {
  it("that is known and cannot be driven is named once, with the reason", async () => {
    const logged: string[] = [];
    const known = testDatabase([trio]);
    const notDriven = "nobody knows its packets.";
    const deviceDb = { ...known, match: () => ["mute"], protocol: () => ({ key: "mute", models: [], notDriven }) };
    const logger = { log: (_: unknown, __: string, text: string) => void logged.push(text) };
    const { manager, server } = await serverWith([], [trio], { deviceDb, logger });
    await server.ready;
    for (const id of ["a", "b"]) manager.arrive(new FakeDevice({ name: "Mute One", id }));
    expect(logged).toEqual(["Mute One is known (mute) but cannot be driven: nobody knows its packets."]);
  });

  it("that comes by itself is announced without a scan", async () => {
    const { open, manager } = await serverWith();
    const client = open();
    await client.handshake();
    manager.arrive(new FakeDevice({ name: "Trio" }));
    await settle();
    expect(client.take()).toEqual([listed(0)]);
  });

  it("that comes by itself and is not ready yet is tried again", async () => {
    const { open, manager, clock } = await serverWith();
    const client = open();
    await client.handshake();
    const device = new FakeDevice({ name: "Trio" });
    manager.arrive(device);
    device.present = false;
    await settle();
    expect(client.take()).toEqual([]);
    device.present = true;
    await clock.advance(1_000);
    expect(client.take()).toEqual([listed(0)]);
  });

  it("that leaves is taken from the list, its commands fail with class 4, and it returns with its index and at rest", async () => {
    const { ready, device, manager } = await serverWith([{ name: "Trio" }, sensorOptions]);
    const client = await ready();
    device(0).writeFaults.push("vanish");
    await client.send(vibrate(3, 0, 0, 5));
    expect(client.take()).toEqual([
      listed(1),
      { Error: { Id: 3, ErrorCode: 4, ErrorMessage: expect.stringMatching(/^\[hardware\/disconnected\]/) } },
    ]);
    manager.arrive(device(0));
    await settle();
    expect(client.take()).toEqual([listed(0, 1)]);
    expect(device(0).takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
    await client.send(vibrate(4, 0, 0, 5));
    expect(device(0).takeWrites()).toEqual(["tx 00 00 05"]);
  });

  it("that is found twice is opened once", async () => {
    const { ready, device, manager, server } = await serverWith([{ name: "Trio" }]);
    await ready();
    manager.arrive(device());
    await settle();
    expect(server.devices).toHaveLength(1);
  });

  it("whose identification takes too long is given up, and found again by the next scan", async () => {
    let talkative = false;
    const slow = {
      ...testProtocol,
      identify: async (io: { sleep(ms: number): Promise<void>; name: string }) => {
        if (!talkative) await io.sleep(60_000);
        return io.name;
      },
    };
    const { clock, open, device, server } = await serverWith([{ name: "Trio" }], [trio], {
      protocols: [slow],
      connectLimitMs: 5_000,
    });
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    await clock.advance(5_000);
    expect(client.take()).toEqual([ok(2), { ScanningFinished: { Id: 0 } }]);
    expect([device().connected, clock.pendingTimers]).toEqual([false, 0]);
    talkative = true;
    await client.send({ StartScanning: { Id: 3 } });
    expect(server.devices.map(({ deviceName }) => deviceName)).toEqual(["Trio"]);
  });

  it("that leaves while it connects is not announced", async () => {
    const slow = {
      ...testProtocol,
      identify: (io: { sleep(ms: number): Promise<void> }) => io.sleep(1_000).then(() => "Trio"),
    };
    const { clock, open, device, server } = await serverWith([{ name: "Trio" }], [trio], { protocols: [slow] });
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    device().vanish();
    await clock.advance(1_000);
    expect(client.take()).toEqual([ok(2), { ScanningFinished: { Id: 0 } }]);
    expect([server.devices, clock.pendingTimers]).toEqual([[], 0]);
  });

  it("keeps its place when several of a kind are found", async () => {
    const pair = testModel("Twin", [outputFeature(0, "vibrate")]);
    const { ready, device, server } = await serverWith(
      [
        { name: "Twin", id: "a" },
        { name: "Twin", id: "b" },
      ],
      [pair],
    );
    const client = await ready();
    expect(server.devices.map(({ deviceIndex }) => deviceIndex)).toEqual([0, 1]);
    await client.send(vibrate(3, 1, 0, 5));
    expect([device(0).takeWrites(), device(1).takeWrites()]).toEqual([[], ["tx 00 00 05"]]);
  });

  it("that needs keepalives is stopped once before it is announced", async () => {
    const { ready, device } = await serverWith([{ name: "Trio", needsKeepalive: true }]);
    await ready();
    expect(device().takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"]);
  });
});

describe("a stop", () => {
  const running = async () => {
    const bench = await serverWith([{ name: "Trio" }, sensorOptions], [trio, sensor]);
    const client = await bench.ready();
    await client.send(vibrate(3, 0, 0, 5), vibrate(4, 0, 1, 5), vibrate(5, 1, 0, 5));
    client.take();
    for (const index of [0, 1]) bench.device(index).takeWrites();
    return { ...bench, client };
  };

  it("without a device stops all of them", async () => {
    const { client, device } = await running();
    await client.send({ StopCmd: { Id: 6 } });
    expect(client.take()).toEqual([ok(6)]);
    expect([device(0).takeWrites(), device(1).takeWrites()]).toEqual([
      ["tx 00 00 00", "tx 01 00 00", "tx 02 01 00"],
      ["tx 00 00 00"],
    ]);
  });

  it("of a device leaves the other alone", async () => {
    const { client, device } = await running();
    await client.send({ StopCmd: { Id: 6, DeviceIndex: 1 } });
    expect([device(0).takeWrites(), device(1).takeWrites()]).toEqual([[], ["tx 00 00 00"]]);
  });

  it("of a feature leaves the others alone", async () => {
    const { client, device } = await running();
    await client.send({ StopCmd: { Id: 6, DeviceIndex: 0, FeatureIndex: 1 } });
    expect([device(0).takeWrites(), device(1).takeWrites()]).toEqual([["tx 01 00 00"], []]);
  });

  it("from another client wins", async () => {
    const { device, ready } = await running();
    const other = await ready();
    await other.send({ StopCmd: { Id: 6, DeviceIndex: 0 } });
    expect(device(0).takeWrites()).toHaveLength(3);
  });

  it("of inputs only leaves outputs alone, and of outputs only leaves subscriptions alone", async () => {
    const { client, device } = await running();
    const subscribe = { InputCmd: { Id: 7, DeviceIndex: 1, FeatureIndex: 4, Type: "Pressure", Command: "Subscribe" } };
    await client.send(subscribe, { StopCmd: { Id: 8, Inputs: false } });
    expect(device(1).subscriptions).toEqual(["subscribe rxpressure"]);
    device(1).takeWrites();
    await client.send({ StopCmd: { Id: 9, Outputs: false } });
    expect(device(1).subscriptions).toEqual(["subscribe rxpressure", "unsubscribe rxpressure"]);
    expect(device(1).takeWrites()).toEqual([]);
  });

  it("that cannot be written is told with class 4, while the other devices are stopped", async () => {
    const { clock, client, device } = await running();
    device(0).writeFaults.push("fail", "fail", "fail");
    await client.send({ StopCmd: { Id: 6 } });
    await clock.advance(1_000);
    expect(device(1).takeWrites()).toEqual(["tx 00 00 00"]);
    expect(client.take()).toContainEqual({
      Error: { Id: 6, ErrorCode: 4, ErrorMessage: expect.stringContaining("may still be running") },
    });
    expect(device(0).connected).toBe(false);
  });
});
