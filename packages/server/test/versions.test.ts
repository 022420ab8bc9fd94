import { settle, testModel } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import type { ServerOptions } from "../src/server.js";
import { ok, sensor, sensorOptions, serverWith } from "./server-bench.js";

/** Two vibrators, a rotator with a direction and a stroker. */
const quartet = testModel("Trio", [
  { index: 0, label: "Left", outputs: { vibrate: { range: [0, 20] } }, inputs: {} },
  { index: 1, label: "Right", outputs: { vibrate: { range: [0, 20] } }, inputs: {} },
  { index: 2, label: "Head", outputs: { rotate: { range: [-20, 20] } }, inputs: {} },
  {
    index: 3,
    label: "Arm",
    outputs: { hwPositionWithDuration: { range: [0, 99], durationRange: [0, 5_000] } },
    inputs: {},
  },
]);

const greeting = (version: number) => ({
  RequestServerInfo: { Id: 1, ClientName: "old", ...(version > 0 && { MessageVersion: version }) },
});

const bodyOf = (message: object | undefined) => Object.values(message ?? {})[0] as Readonly<Record<string, unknown>>;

/** A client of an older version past its handshake, with two connected devices. */
async function opened(version: number, options: Partial<ServerOptions> = {}) {
  const bench = await serverWith([{ name: "Trio" }, sensorOptions], [quartet, sensor], options);
  await bench.ready();
  const client = bench.open();
  await client.send(greeting(version));
  const [serverInfo] = client.take();
  return { ...bench, client, serverInfo };
}

const error = (Id: number, ErrorCode: number, text: RegExp) => ({
  Error: { Id, ErrorCode, ErrorMessage: expect.stringMatching(text) },
});

describe("the handshake", () => {
  const older = { MajorVersion: 0, MinorVersion: 0, BuildVersion: 0 };
  it.each([
    [3, {}],
    [2, {}],
    [1, older],
    [0, older],
  ])("of v%i is answered with the client's own version", async (version, more) => {
    const { serverInfo, server } = await opened(version, { maxPingTimeMs: 700 });
    expect(serverInfo).toEqual({
      ServerInfo: { Id: 1, ServerName: "Test Server", MessageVersion: version, MaxPingTime: 700, ...more },
    });
    expect(server.sessions.at(-1)).toMatchObject({ clientName: "old", specVersion: version });
  });

  it("happens once, and before anything else", async () => {
    const { open } = await serverWith();
    const client = open();
    await client.send(
      { VibrateCmd: { Id: 4, DeviceIndex: 0, Speeds: [{ Index: 0, Speed: 1 }] } },
      greeting(2),
      greeting(2),
    );
    expect(client.take()).toEqual([
      error(4, 1, /^\[handshake\/required\]/),
      { ServerInfo: expect.objectContaining({ MessageVersion: 2 }) },
      error(1, 1, /^\[handshake\/already-done\]/),
    ]);
  });

  it.each([
    { ClientName: "mixed", ProtocolVersionMajor: 3, ProtocolVersionMinor: 0 },
    { ClientName: "mixed", MessageVersion: 4 },
    { ClientName: 5, MessageVersion: 3 },
  ])("that cannot be read, %j, gets an Error and may be tried again in any version", async (body) => {
    const { open } = await serverWith();
    const client = open();
    await client.send({ RequestServerInfo: { Id: 2, ...body } }, greeting(1));
    expect(client.take()).toEqual([
      error(2, 3, /^\[message\/invalid\]/),
      { ServerInfo: expect.objectContaining({ MessageVersion: 1 }) },
    ]);
  });
});

describe("outputs", () => {
  it("of v3 reach the features that their lists name", async () => {
    const { client, device } = await opened(3);
    const scalar = (Index: number, Scalar: number, ActuatorType: string) => ({ Index, Scalar, ActuatorType });
    await client.send(
      { ScalarCmd: { Id: 2, DeviceIndex: 0, Scalars: [scalar(1, 0.5, "Vibrate"), scalar(0, 0.01, "Vibrate")] } },
      { RotateCmd: { Id: 3, DeviceIndex: 0, Rotations: [{ Index: 0, Speed: 0.5, Clockwise: false }] } },
      { LinearCmd: { Id: 4, DeviceIndex: 0, Vectors: [{ Index: 0, Duration: 700, Position: 0.299 }] } },
      { VibrateCmd: { Id: 5, DeviceIndex: 1, Speeds: [{ Index: 0, Speed: 1 }] } },
    );
    expect(client.take()).toEqual([ok(2), ok(3), ok(4), ok(5)]);
    expect(device(0).takeWrites()).toEqual(["tx 00 00 01", "tx 01 00 0a", "tx 02 01 8a", "tx 03 08 1d 07"]);
    expect(device(1).takeWrites()).toEqual(["tx 00 00 64"]);
  });

  it("of v0 and v1 drive all motors", async () => {
    for (const version of [0, 1]) {
      const { client, device } = await opened(version);
      await client.send({ SingleMotorVibrateCmd: { Id: 2, DeviceIndex: 0, Speed: 0.25 } });
      expect(client.take()).toEqual([ok(2)]);
      expect(device(0).takeWrites()).toEqual(["tx 00 00 05", "tx 01 00 05"]);
    }
  });

  it("are answered when they are accepted, not when they are written", async () => {
    const { client, device } = await opened(2);
    device(0).writeFaults.push("hang");
    await client.send({ VibrateCmd: { Id: 2, DeviceIndex: 0, Speeds: [{ Index: 0, Speed: 1 }] } });
    expect(client.take()).toEqual([ok(2)]);
  });

  it("that do not fit the device are refused with what it has, and nothing is driven", async () => {
    const { client, device } = await opened(2);
    const speeds = (Id: number, DeviceIndex: number, Index: number) => ({
      VibrateCmd: {
        Id,
        DeviceIndex,
        Speeds: [
          { Index: 0, Speed: 1 },
          { Index, Speed: 1 },
        ],
      },
    });
    await client.send(speeds(2, 0, 2), speeds(3, 9, 0), {
      RawWriteCmd: { Id: 4, DeviceIndex: 0, Endpoint: "tx", Data: [1], WriteWithResponse: false },
    });
    expect(client.take()).toEqual([
      error(2, 4, /no VibrateCmd index 2; it has 0 to 1/),
      error(3, 4, /^\[device\/unknown\]/),
      error(4, 3, /^\[message\/not-supported\]/),
    ]);
    expect(device(0).takeWrites()).toEqual([]);
  });

  it("keep to the owner's limits, and shift no index when one is switched off", async () => {
    const { client, device, server } = await opened(3);
    await server.setUserConfig({
      levelCap: 0.5,
      devices: [
        {
          hardware: "fake/Trio",
          features: {
            0: { outputs: { vibrate: { enabled: false } } },
            3: { outputs: { hwPositionWithDuration: { range: [10, 60], reverse: true } } },
          },
        },
      ],
    });
    await settle();
    expect(client.take().map((message) => Object.keys(message)[0])).toEqual(["DeviceRemoved", "DeviceAdded"]);
    await client.send(
      { VibrateCmd: { Id: 2, DeviceIndex: 0, Speeds: [{ Index: 0, Speed: 1 }] } },
      { LinearCmd: { Id: 3, DeviceIndex: 0, Vectors: [{ Index: 0, Duration: 100, Position: 0 }] } },
      { VibrateCmd: { Id: 4, DeviceIndex: 0, Speeds: [{ Index: 1, Speed: 1 }] } },
    );
    expect(client.take()).toEqual([ok(2), ok(3), error(4, 4, /no VibrateCmd index 1/)]);
    expect(device(0).takeWrites()).toEqual(["tx 01 00 0a", "tx 03 08 3c 01"]);
  });

  it("are stopped on their device only, with StopDeviceCmd, and all with StopAllDevices", async () => {
    const { client, device } = await opened(1);
    const vibrate = (Id: number, DeviceIndex: number) => ({ SingleMotorVibrateCmd: { Id, DeviceIndex, Speed: 1 } });
    await client.send(vibrate(2, 0), vibrate(3, 1));
    for (const index of [0, 1]) device(index).takeWrites();
    await client.send({ StopDeviceCmd: { Id: 4, DeviceIndex: 1 } }, { StopDeviceCmd: { Id: 5, DeviceIndex: 7 } });
    expect(device(0).takeWrites()).toEqual([]);
    expect(device(1).takeWrites()).toEqual(["tx 00 00 00"]);
    await client.send({ StopAllDevices: { Id: 6 } });
    expect(device(0).takeWrites().slice(0, 2)).toEqual(["tx 00 00 00", "tx 01 00 00"]);
    expect(client.take().slice(2)).toEqual([error(5, 4, /^\[device\/unknown\]/), ok(4), ok(6)]);
  });

  it("end with their session", async () => {
    const { client, device } = await opened(0);
    await client.send({ SingleMotorVibrateCmd: { Id: 2, DeviceIndex: 0, Speed: 1 } });
    device(0).takeWrites();
    await client.close();
    expect(device(0).takeWrites()).toEqual(["tx 00 00 00", "tx 01 00 00"]);
  });
});

describe("inputs", () => {
  it("are read as each version has them", async () => {
    const read = async (version: number, request: object) => {
      const { client, device } = await opened(version);
      device(1).reads.set("rxblebattery", [Uint8Array.of(82)]);
      await client.send(request);
      return client.take();
    };
    expect(await read(2, { BatteryLevelCmd: { Id: 2, DeviceIndex: 1 } })).toEqual([
      { BatteryLevelReading: { Id: 2, DeviceIndex: 1, BatteryLevel: 0.82 } },
    ]);
    expect(await read(2, { RSSILevelCmd: { Id: 2, DeviceIndex: 1 } })).toEqual([
      { RSSILevelReading: { Id: 2, DeviceIndex: 1, RSSILevel: -40 } },
    ]);
    const sensorRead = { Id: 2, DeviceIndex: 1, SensorIndex: 0, SensorType: "Battery" };
    expect(await read(3, { SensorReadCmd: sensorRead })).toEqual([{ SensorReading: { ...sensorRead, Data: [82] } }]);
    expect(await read(2, { BatteryLevelCmd: { Id: 2, DeviceIndex: 0 } })).toEqual([error(2, 4, /battery/i)]);
  });

  it("of v3 are subscribed to and come as events, until they are not wanted any more", async () => {
    const { client, device } = await opened(3);
    const at = { DeviceIndex: 1, SensorIndex: 1, SensorType: "Pressure" };
    await client.send({ SensorSubscribeCmd: { Id: 2, ...at } });
    device(1).notify("rxpressure", Uint8Array.of(4, 9));
    await settle();
    await client.send({ SensorUnsubscribeCmd: { Id: 3, ...at } });
    device(1).notify("rxpressure", Uint8Array.of(4, 10));
    await settle();
    expect(client.take()).toEqual([ok(2), { SensorReading: { Id: 0, ...at, Data: [9] } }, ok(3)]);
  });
});

describe("devices", () => {
  it("that are there are listed when asked for; later ones and their leaving come as events", async () => {
    for (const version of [0, 1, 2, 3]) {
      const { client, device, manager } = await opened(version);
      await client.send({ RequestDeviceList: { Id: 2 } });
      const [list] = client.take();
      expect(list).toMatchObject({ DeviceList: { Id: 2, Devices: [{ DeviceIndex: 0 }, { DeviceIndex: 1 }] } });
      device(1).vanish();
      await settle();
      expect(client.take()).toEqual([{ DeviceRemoved: { Id: 0, DeviceIndex: 1 } }]);
      manager.arrive(device(1));
      await settle();
      const [listed] = (bodyOf(list)["Devices"] as object[]).slice(1);
      expect(client.take()).toEqual([{ DeviceAdded: { Id: 0, ...listed } }]);
    }
  });

  it("are scanned for", async () => {
    const { client } = await opened(0);
    await client.send({ StartScanning: { Id: 2 } }, { StopScanning: { Id: 3 } }, { StartScanning: { Id: 4 } });
    expect(client.take()).toEqual([ok(2), ok(3), ok(4), { ScanningFinished: { Id: 0 } }]);
  });
});

describe("what ends at the session's edge", () => {
  it("Test comes back", async () => {
    const { client } = await opened(0);
    await client.send({ Test: { Id: 2, TestString: "abc" } }, { Test: { Id: 3, TestString: "Error" } });
    expect(client.take()).toEqual([{ Test: { Id: 2, TestString: "abc" } }, error(3, 3, /./)]);
  });

  it("RequestLog gives lines about the session itself and no other", async () => {
    const { client, open } = await opened(1);
    await client.send({ RequestLog: { Id: 2, LogLevel: "Warn" } });
    const other = open();
    await other.send(greeting(1), { StopDeviceCmd: { Id: 9, DeviceIndex: 9 } });
    await client.send({ StopDeviceCmd: { Id: 3, DeviceIndex: 8 } });
    expect(client.take()).toEqual([
      ok(2),
      { Log: { Id: 0, LogLevel: "Warn", LogMessage: expect.stringContaining("there is no device 8") } },
      error(3, 4, /^\[device\/unknown\]/),
    ]);
    await client.send({ RequestLog: { Id: 4, LogLevel: "Off" } }, { StopDeviceCmd: { Id: 5, DeviceIndex: 8 } });
    expect(client.take()).toEqual([ok(4), error(5, 4, /./)]);
  });

  it("a ping that does not come ends the session with an Error that the version knows", async () => {
    const { client, clock, device } = await opened(0, { maxPingTimeMs: 500 });
    await client.send({ SingleMotorVibrateCmd: { Id: 2, DeviceIndex: 0, Speed: 1 } });
    await clock.advance(500);
    expect(client.take()).toEqual([ok(2), error(0, 2, /^\[ping\/timeout\]/)]);
    expect(device(0).takeWrites().slice(-2)).toEqual(["tx 00 00 00", "tx 01 00 00"]);
    expect(client.closeInfo?.by).toBe("remote");
  });
});

it("a request of several outputs is answered with the first failure, and what can be done of it is", async () => {
  const { client, server, device } = await opened(3);
  const vibrate = (Id: number, DeviceIndex: number, ...Speeds: readonly [number, number][]) => ({
    VibrateCmd: { Id, DeviceIndex, Speeds: Speeds.map(([Index, Speed]) => ({ Index, Speed })) },
  });
  using hold = server.hold("the owner", [0]);
  await hold.stopped;
  device().takeWrites();
  await client.send(vibrate(2, 0, [0, 0.5], [1, 0.5]), vibrate(3, 1, [0, 0.5]));
  expect(client.take()).toEqual([error(2, 4, /^\[device\/held\].*the owner/), ok(3)]);
  expect(device().takeWrites()).toEqual([]);
});
