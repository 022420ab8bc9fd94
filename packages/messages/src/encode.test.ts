import { ButtplugError } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { type ClientMessage, type ServerMessage, v4Codec } from "./index.js";

function json(message: ClientMessage | ServerMessage): string {
  return JSON.stringify(v4Codec.encode(message));
}

const list: ServerMessage = {
  type: "deviceList",
  id: 0,
  devices: [
    {
      deviceIndex: 3,
      deviceName: "Toy",
      deviceMessageTimingGap: 50,
      deviceFeatures: [
        {
          featureIndex: 7,
          featureDescription: "Motor",
          output: { vibrate: { value: [0, 20] }, rotate: { value: [-20, 20] } },
          input: {
            rssi: { value: [[-128, 0]], command: ["read", "subscribe"] },
            pressure: {
              value: [
                [0, 1],
                [0, 2],
              ],
              command: ["subscribe"],
            },
          },
        },
      ],
    },
  ],
};

describe("the strict writer", () => {
  it("writes a device list with both spellings of the description, nested ranges and Rssi", () => {
    expect(v4Codec.encode(list)).toStrictEqual({
      DeviceList: {
        Id: 0,
        Devices: {
          "3": {
            DeviceIndex: 3,
            DeviceName: "Toy",
            DeviceMessageTimingGap: 50,
            DeviceFeatures: {
              "7": {
                FeatureIndex: 7,
                FeatureDescription: "Motor",
                FeatureDescriptor: "Motor",
                Output: { Vibrate: { Value: [0, 20] }, Rotate: { Value: [-20, 20] } },
                Input: {
                  Rssi: { Value: [[-128, 0]], Command: ["Read", "Subscribe"] },
                  Pressure: {
                    Value: [
                      [0, 1],
                      [0, 2],
                    ],
                    Command: ["Subscribe"],
                  },
                },
              },
            },
          },
        },
      },
    });
  });

  it("writes no key for what is absent or undefined, never null", () => {
    expect(json({ type: "stopCmd", id: 1 })).toBe('{"StopCmd":{"Id":1}}');
    const withUndefined = { type: "stopCmd", id: 1, deviceIndex: undefined } as unknown as ClientMessage;
    expect(v4Codec.encode(withUndefined)).toStrictEqual({ StopCmd: { Id: 1 } });
  });

  it("writes no extra key on a device", () => {
    const device = { deviceIndex: 1, deviceName: "Toy", deviceFeatures: [], secret: 1 };
    expect(v4Codec.encode({ type: "deviceList", id: 1, devices: [device] })).toStrictEqual({
      DeviceList: { Id: 1, Devices: { "1": { DeviceIndex: 1, DeviceName: "Toy", DeviceFeatures: {} } } },
    });
  });

  it("does not write names that it does not know into a list", () => {
    const feature = { featureIndex: 0, output: { unknown: ["Levitate"] }, input: { unknown: ["Smell"] } };
    const device = { deviceIndex: 1, deviceName: "Toy", deviceFeatures: [feature] };
    expect(json({ type: "deviceList", id: 1, devices: [device] })).toContain('"Output":{},"Input":{}');
  });

  it.each<[ClientMessage | ServerMessage, string]>([
    [
      { type: "requestServerInfo", id: 1, clientName: "app", protocolVersionMajor: 4, protocolVersionMinor: 0 },
      '{"RequestServerInfo":{"Id":1,"ClientName":"app","ProtocolVersionMajor":4,"ProtocolVersionMinor":0}}',
    ],
    [{ type: "ping", id: 2 }, '{"Ping":{"Id":2}}'],
    [
      { type: "stopCmd", id: 3, deviceIndex: 0, featureIndex: 0, inputs: false, outputs: true },
      '{"StopCmd":{"Id":3,"DeviceIndex":0,"FeatureIndex":0,"Inputs":false,"Outputs":true}}',
    ],
    [
      { type: "outputCmd", id: 4, deviceIndex: 0, featureIndex: 1, command: { type: "rotate", value: -5 } },
      '{"OutputCmd":{"Id":4,"DeviceIndex":0,"FeatureIndex":1,"Command":{"Rotate":{"Value":-5}}}}',
    ],
    [
      {
        type: "outputCmd",
        id: 4,
        deviceIndex: 0,
        featureIndex: 1,
        command: { type: "hwPositionWithDuration", value: 5, duration: 100 },
      },
      '{"OutputCmd":{"Id":4,"DeviceIndex":0,"FeatureIndex":1,"Command":{"HwPositionWithDuration":{"Value":5,"Duration":100}}}}',
    ],
    [
      { type: "inputCmd", id: 5, deviceIndex: 0, featureIndex: 1, inputType: "rssi", command: "unsubscribe" },
      '{"InputCmd":{"Id":5,"DeviceIndex":0,"FeatureIndex":1,"Type":"Rssi","Command":"Unsubscribe"}}',
    ],
    [
      { type: "serverInfo", id: 1, serverName: "", maxPingTime: 0, protocolVersionMajor: 4, protocolVersionMinor: 0 },
      '{"ServerInfo":{"Id":1,"ServerName":"","MaxPingTime":0,"ProtocolVersionMajor":4,"ProtocolVersionMinor":0}}',
    ],
    [
      { type: "error", id: 0, errorCode: 3, errorMessage: "no" },
      '{"Error":{"Id":0,"ErrorCode":3,"ErrorMessage":"no"}}',
    ],
    [
      { type: "inputReading", id: 0, deviceIndex: 0, featureIndex: 1, reading: { type: "rssi", value: -40 } },
      '{"InputReading":{"Id":0,"DeviceIndex":0,"FeatureIndex":1,"Reading":{"Rssi":{"Value":-40}}}}',
    ],
    [{ type: "scanningFinished", id: 0 }, '{"ScanningFinished":{"Id":0}}'],
  ])("writes %o", (message, expected) => {
    expect(json(message)).toBe(expected);
  });

  it("refuses a message that the version does not have", () => {
    const message = { type: "levitate", id: 1 } as unknown as ClientMessage;
    expect(() => v4Codec.encode(message)).toThrow(ButtplugError);
    expect(() => v4Codec.encode(message)).toThrow("spec v4 has no levitate");
  });
});
