import { isButtplugError } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { openDialect, type SessionDialect } from "./session-dialect.js";
import type { DeviceInfo, FeatureInfo } from "./v4.js";

function vibrator(featureIndex: number, top = 20): FeatureInfo {
  return { featureIndex, featureDescription: "Motor", output: { vibrate: { value: [0, top] } } };
}

function device(deviceFeatures: readonly FeatureInfo[], more: Partial<DeviceInfo> = {}): DeviceInfo {
  return { deviceIndex: 3, deviceName: "Sample", deviceMessageTimingGap: 0, deviceFeatures, ...more };
}

function changed(dialect: SessionDialect, ...devices: DeviceInfo[]): string[] {
  return dialect.send({ type: "deviceList", id: 0, devices }).flatMap(Object.keys);
}

function vibrate(dialect: SessionDialect, index: number): unknown {
  const speeds = [{ Index: index, Speed: 1 }];
  return dialect.receive({ VibrateCmd: { Id: 1, DeviceIndex: 3, Speeds: speeds } }).requests[0];
}

function refusal(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    return isButtplugError(error) ? error.message : undefined;
  }
  return undefined;
}

describe("a device that changes while it is connected", () => {
  it("leaves and comes again for the client when an index means another output now", () => {
    const dialect = openDialect(2, [device([vibrator(0), vibrator(1)])]);
    expect(changed(dialect, device([{ featureIndex: 0, output: {} }, vibrator(1)]))).toEqual([
      "DeviceRemoved",
      "DeviceAdded",
    ]);
    expect(vibrate(dialect, 0)).toMatchObject({ featureIndex: 1 });
    expect(refusal(() => vibrate(dialect, 1))).toBe("device 3 (Sample) has no VibrateCmd index 1; it has 0 to 0");
  });

  it("leaves and comes again when it is another device under the same index", () => {
    const dialect = openDialect(3, [device([vibrator(0)])]);
    expect(changed(dialect, device([vibrator(0)], { deviceName: "Other" }))).toEqual(["DeviceRemoved", "DeviceAdded"]);
  });

  it("stays when only its steps change, which are those of the limits from then on", () => {
    const dialect = openDialect(3, [device([vibrator(0, 20)])]);
    expect(changed(dialect, device([vibrator(0, 5)]))).toEqual([]);
    expect(vibrate(dialect, 0)).toMatchObject({ command: { type: "vibrate", value: 5 } });
  });
});

it("a list that is asked for comes after the news that it brings", () => {
  const dialect = openDialect(3, []);
  const sent = dialect.send({ type: "deviceList", id: 8, devices: [device([vibrator(0)])] });
  expect(sent.flatMap(Object.keys)).toEqual(["DeviceAdded", "DeviceList"]);
});

describe("a Launch", () => {
  const sleeve: FeatureInfo = {
    featureIndex: 0,
    output: { hwPositionWithDuration: { value: [0, 99], duration: [0, 100_000] } },
  };
  const launch = (dialect: SessionDialect, position: number, speed: number) => {
    const body = { Id: 1, DeviceIndex: 3, Position: position, Speed: speed };
    const [request] = dialect.receive({ FleshlightLaunchFW12Cmd: body }).requests;
    return request?.type === "outputCmd" ? request.command : undefined;
  };

  it("goes to every position exactly", () => {
    const dialect = openDialect(0, [device([sleeve])]);
    for (let position = 0; position <= 99; position += 1) {
      expect(launch(dialect, position, 50)).toMatchObject({ value: position });
    }
  });

  it("takes the time that the speed means for the way from the last position", () => {
    const dialect = openDialect(1, [device([sleeve])]);
    const durations = [
      [99, 20],
      [0, 20],
      [50, 40],
      [50, 40],
      [0, 0],
    ].map(([position = 0, speed = 0]) => launch(dialect, position, speed));
    expect(durations.map((command) => command?.type === "hwPositionWithDuration" && command.duration)).toEqual([
      979, 979, 255, 506, 8579,
    ]);
  });

  it("begins at 0 again after it was gone", () => {
    const dialect = openDialect(0, [device([sleeve])]);
    launch(dialect, 99, 20);
    changed(dialect);
    changed(dialect, device([sleeve]));
    expect(launch(dialect, 99, 20)).toMatchObject({ duration: 979 });
  });

  it("whose command was refused is where it was", () => {
    const dialect = openDialect(0, [device([sleeve])]);
    expect(refusal(() => launch(dialect, 99, 100))).toMatch(/^FleshlightLaunchFW12Cmd\.Speed: expected an integer/);
    expect(launch(dialect, 99, 20)).toMatchObject({ duration: 979 });
  });
});

describe("what cannot be read is refused with its place", () => {
  it.each([
    [
      {
        VibrateCmd: {
          Id: 1,
          DeviceIndex: 0,
          Speeds: [
            { Index: 0, Speed: 0.5 },
            { Index: 1, Speed: 1.5 },
          ],
        },
      },
      "VibrateCmd.Speeds.1.Speed: expected a number from 0 to 1, got 1.5",
    ],
    [
      { VibrateCmd: { Id: 1, DeviceIndex: 0, Speeds: [] } },
      "VibrateCmd.Speeds: expected a list with at least one element, got []",
    ],
    [{ LinearCmd: { Id: 1, DeviceIndex: 0, Vectors: {} } }, "LinearCmd.Vectors: expected a list, got {}"],
    [
      { VorzeA10CycloneCmd: { Id: 1, DeviceIndex: 0, Speed: 101, Clockwise: true } },
      "VorzeA10CycloneCmd.Speed: expected an integer from 0 to 100, got 101",
    ],
    [{ KiirooCmd: { Id: 1, DeviceIndex: 0, Command: 3 } }, "KiirooCmd.Command: expected one of 0, 1, 2, 3, 4, got 3"],
  ])("%o", (wire, text) => {
    expect(refusal(() => openDialect(1, []).receive(wire))).toBe(text);
  });

  it("takes 1.0 for an integer and null for nothing", () => {
    const text = '{"RequestServerInfo":{"Id":1.0,"ClientName":"App","MessageVersion":null}}';
    expect(openDialect(0, []).receive(JSON.parse(text))).toMatchObject({ id: 1, requests: [{ clientName: "App" }] });
  });
});
