import { ButtplugError } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { recoverId, v4Codec } from "./index.js";

const fromClient = v4Codec.decodeClientMessage;
const fromServer = v4Codec.decodeServerMessage;

function refusal(read: () => unknown): ButtplugError {
  try {
    read();
  } catch (error) {
    if (error instanceof ButtplugError) return error;
    throw error;
  }
  throw new ButtplugError("internal/bug", "the message was accepted");
}

/** A DeviceList with one feature of this body. */
function listWith(feature: object) {
  return {
    DeviceList: {
      Id: 0,
      Devices: {
        "3": { DeviceIndex: 3, DeviceName: "Toy", DeviceFeatures: { "7": { FeatureIndex: 7, ...feature } } },
      },
    },
  };
}

function readFeature(feature: object) {
  const message = fromServer(listWith(feature));
  return message.type === "deviceList" ? message.devices[0]?.deviceFeatures[0] : undefined;
}

function output(command: unknown) {
  return { OutputCmd: { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Command: command } };
}

function readOutput(command: unknown) {
  const message = fromClient(output(command));
  return message.type === "outputCmd" ? message.command : undefined;
}

describe("messages of a client", () => {
  it.each([
    [
      { RequestServerInfo: { Id: 1, ClientName: "app", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } },
      { type: "requestServerInfo", id: 1, clientName: "app", protocolVersionMajor: 4, protocolVersionMinor: 0 },
    ],
    [{ Ping: { Id: 2 } }, { type: "ping", id: 2 }],
    [{ Disconnect: { Id: 3 } }, { type: "disconnect", id: 3 }],
    [{ StartScanning: { Id: 4 } }, { type: "startScanning", id: 4 }],
    [{ StopScanning: { Id: 5 } }, { type: "stopScanning", id: 5 }],
    [{ RequestDeviceList: { Id: 4294967295 } }, { type: "requestDeviceList", id: 4294967295 }],
    [{ StopCmd: { Id: 7 } }, { type: "stopCmd", id: 7 }],
    [
      { StopCmd: { Id: 7, DeviceIndex: 1, FeatureIndex: 2, Inputs: false, Outputs: true } },
      { type: "stopCmd", id: 7, deviceIndex: 1, featureIndex: 2, inputs: false, outputs: true },
    ],
    [
      { OutputCmd: { Id: 8, DeviceIndex: 1, FeatureIndex: 2, Command: { Vibrate: { Value: 20 } } } },
      { type: "outputCmd", id: 8, deviceIndex: 1, featureIndex: 2, command: { type: "vibrate", value: 20 } },
    ],
    [
      { InputCmd: { Id: 9, DeviceIndex: 1, FeatureIndex: 2, Type: "Battery", Command: "Read" } },
      { type: "inputCmd", id: 9, deviceIndex: 1, featureIndex: 2, inputType: "battery", command: "read" },
    ],
  ])("are decoded: %o", (wire, expected) => {
    expect(fromClient(wire)).toEqual(expected);
  });

  it("are refused on the other side's decoder, with the names that would do", () => {
    const error = refusal(() => fromClient({ Ok: { Id: 1 } }));
    expect(error).toMatchObject({ code: "message/unknown", details: { name: "Ok" }, errorClass: 3 });
    expect(error.message).toContain('"Ok" is no message that a client sends in spec v4');
    expect(error.message).toContain("StopCmd");
  });

  it("need an Id from 1 on", () => {
    expect(refusal(() => fromClient({ Ping: { Id: 0 } })).message).toBe(
      "Ping.Id: expected an integer from 1 to 4294967295, got 0",
    );
    expect(refusal(() => fromClient({ Ping: {} })).details).toMatchObject({ path: "Ping.Id" });
    expect(refusal(() => fromClient({ Ping: { Id: 4294967296 } })).code).toBe("message/invalid");
  });
});

describe("messages of a server", () => {
  const device = { DeviceIndex: 3, DeviceName: "Toy", DeviceFeatures: {} };
  it.each([
    [{ Ok: { Id: 1 } }, { type: "ok", id: 1 }],
    [{ Ok: { Id: 0 } }, { type: "ok", id: 0 }],
    [
      { Error: { Id: 0, ErrorCode: 2, ErrorMessage: "late" } },
      { type: "error", id: 0, errorCode: 2, errorMessage: "late" },
    ],
    [{ ScanningFinished: { Id: 0 } }, { type: "scanningFinished", id: 0 }],
    [
      { ServerInfo: { Id: 1, ServerName: "s", MaxPingTime: 5, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 } },
      {
        type: "serverInfo",
        id: 1,
        serverName: "s",
        maxPingTime: 5,
        protocolVersionMajor: 4,
        protocolVersionMinor: 0,
      },
    ],
    [
      { ServerInfo: { Id: 1, ServerName: "old", MaxPingTime: 0, MessageVersion: 3 } },
      { type: "serverInfo", id: 1, serverName: "old", maxPingTime: 0, messageVersion: 3 },
    ],
    [{ DeviceList: { Id: 2, Devices: {} } }, { type: "deviceList", id: 2, devices: [] }],
    [
      {
        DeviceList: { Id: 2, Devices: { "3": { ...device, DeviceDisplayName: "Mine", DeviceMessageTimingGap: 100 } } },
      },
      {
        type: "deviceList",
        id: 2,
        devices: [
          {
            deviceIndex: 3,
            deviceName: "Toy",
            deviceDisplayName: "Mine",
            deviceMessageTimingGap: 100,
            deviceFeatures: [],
          },
        ],
      },
    ],
    [
      { InputReading: { Id: 0, DeviceIndex: 1, FeatureIndex: 2, Reading: { Battery: { Value: 90 } } } },
      { type: "inputReading", id: 0, deviceIndex: 1, featureIndex: 2, reading: { type: "battery", value: 90 } },
    ],
  ])("are decoded: %o", (wire, expected) => {
    expect(fromServer(wire)).toEqual(expected);
  });

  it("describe features with outputs and inputs", () => {
    const feature = {
      FeatureDescription: "Motor",
      Output: { Vibrate: { Value: [0, 20] }, HwPositionWithDuration: { Value: [0, 100], Duration: [0, 1000] } },
      Input: { Battery: { Value: [[0, 100]], Command: ["Read"] } },
    };
    expect(readFeature(feature)).toEqual({
      featureIndex: 7,
      featureDescription: "Motor",
      output: { vibrate: { value: [0, 20] }, hwPositionWithDuration: { value: [0, 100], duration: [0, 1000] } },
      input: { battery: { value: [[0, 100]], command: ["read"] } },
    });
  });
});

describe("the tolerant reader", () => {
  it("takes nested and flat input ranges", () => {
    const nested = readFeature({ Input: { Button: { Value: [[0, 1]], Command: [] } } });
    const flat = readFeature({ Input: { Button: { Value: [0, 1], Command: [] } } });
    expect(flat).toEqual(nested);
    expect(flat?.input?.button?.value).toEqual([[0, 1]]);
  });

  it("reads FeatureDescriptor where FeatureDescription is absent or null", () => {
    expect(readFeature({ FeatureDescriptor: "old" })?.featureDescription).toBe("old");
    expect(readFeature({ FeatureDescription: null, FeatureDescriptor: "old" })?.featureDescription).toBe("old");
    expect(readFeature({ FeatureDescription: "new", FeatureDescriptor: "old" })?.featureDescription).toBe("new");
    expect(readFeature({ FeatureDescription: "", FeatureDescriptor: "old" })?.featureDescription).toBe("");
    expect(readFeature({ FeatureDescription: "new", FeatureDescriptor: 5 })?.featureDescription).toBe("new");
    expect(readFeature({})).toEqual({ featureIndex: 7 });
  });

  it("takes null as absent for optional fields, also for a whole output or input", () => {
    const nulls = { FeatureDescription: null, FeatureDescriptor: null, Output: null, Input: null };
    expect(readFeature(nulls)).toEqual({ featureIndex: 7 });
    expect(readFeature({ Output: { Vibrate: null }, Input: { Rssi: null } })).toEqual({
      featureIndex: 7,
      output: {},
      input: {},
    });
    expect(fromClient({ StopCmd: { Id: 1, DeviceIndex: null, Inputs: null } })).toEqual({ type: "stopCmd", id: 1 });
  });

  it("refuses null for a required field", () => {
    expect(refusal(() => fromClient({ Ping: { Id: null } })).message).toBe(
      "Ping.Id: expected a value; it is required, got null",
    );
  });

  it("ignores extra keys at every level", () => {
    expect(fromClient({ Ping: { Id: 1, Extra: {} } })).toEqual({ type: "ping", id: 1 });
    expect(readFeature({ Extra: 1, Output: { Vibrate: { Value: [0, 1], Extra: 2 } } })).toEqual({
      featureIndex: 7,
      output: { vibrate: { value: [0, 1] } },
    });
    expect(readOutput({ Vibrate: { Value: 1, Extra: 2 } })).toEqual({ type: "vibrate", value: 1 });
  });

  it.each(["RSSI", "Rssi", "rssi", "rSsI"])("reads %s as rssi, in lists, commands and readings", (name) => {
    const list = readFeature({ Input: { [name]: { Value: [[-128, 0]], Command: ["Read"] } } });
    expect(list?.input?.rssi?.value).toEqual([[-128, 0]]);
    expect(
      fromClient({ InputCmd: { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Type: name, Command: "Read" } }),
    ).toMatchObject({ type: "inputCmd", inputType: "rssi" });
    expect(
      fromServer({ InputReading: { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Reading: { [name]: { Value: -40 } } } }),
    ).toMatchObject({ reading: { type: "rssi", value: -40 } });
  });

  it.each(["RotateWithDirection", "RotationWithDirection"])("reads %s as rotate, signed by Clockwise", (name) => {
    expect(readOutput({ [name]: { Value: 10, Clockwise: true } })).toEqual({ type: "rotate", value: 10 });
    expect(readOutput({ [name]: { Value: 10, Clockwise: false } })).toEqual({ type: "rotate", value: -10 });
    expect(readOutput({ [name]: { Value: 10 } })).toEqual({ type: "rotate", value: 10 });
  });

  it("reads the sign of Rotate, and Clockwise there too", () => {
    expect(readOutput({ Rotate: { Value: -10 } })).toEqual({ type: "rotate", value: -10 });
    expect(readOutput({ Rotate: { Value: 10, Clockwise: false } })).toEqual({ type: "rotate", value: -10 });
  });

  it("reads a stop against the clock as zero, not as minus zero", () => {
    expect(readOutput({ RotateWithDirection: { Value: 0, Clockwise: false } })).toEqual({ type: "rotate", value: 0 });
  });

  it("keeps unknown outputs and inputs by name, and the rest of the feature works", () => {
    expect(readFeature({ Output: { Vibrate: { Value: [0, 5] }, Levitate: { Height: [0, 2] } } })).toEqual({
      featureIndex: 7,
      output: { vibrate: { value: [0, 5] }, unknown: ["Levitate"] },
    });
    expect(readFeature({ Input: { Smell: null } })).toEqual({ featureIndex: 7, input: { unknown: ["Smell"] } });
  });

  it("keeps unknown verbs of an advertised input", () => {
    const feature = readFeature({ Input: { Button: { Value: [[0, 1]], Command: ["read", "Poll"] } } });
    expect(feature?.input?.button?.command).toEqual(["read", "Poll"]);
  });

  it("marks unknown commands and readings as unknown", () => {
    expect(readOutput({ Levitate: { Value: 1 } })).toEqual({ type: "unknown", name: "Levitate" });
    expect(
      fromServer({ InputReading: { Id: 0, DeviceIndex: 0, FeatureIndex: 0, Reading: { Smell: 1 } } }),
    ).toMatchObject({ reading: { type: "unknown", name: "Smell" } });
    const command = { InputCmd: { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Type: "Smell", Command: "Read" } };
    expect(fromClient(command)).toMatchObject({ inputType: "Smell" });
  });

  it("takes 1.0 as an integer", () => {
    expect(readOutput(JSON.parse('{"Vibrate":{"Value":1.0}}'))).toEqual({ type: "vibrate", value: 1 });
  });
});

describe("errors name the path, what was expected and what came", () => {
  const input = { Value: [[0, 1]], Command: ["Read"] };
  it.each<[string, () => unknown]>([
    ["message: expected an object with exactly one key, the message name, got 7", () => fromClient(7)],
    ["message: expected an object with exactly one key, the message name, got []", () => fromClient([])],
    ["message: expected an object with exactly one key, the message name, got {}", () => fromClient({})],
    [
      'message: expected an object with exactly one key, the message name, got {"Ping"',
      () => fromClient({ Ping: { Id: 1 }, Ok: 1 }),
    ],
    ["Ping: expected an object, got 5", () => fromClient({ Ping: 5 })],
    ['Ping.Id: expected an integer from 1 to 4294967295, got "1"', () => fromClient({ Ping: { Id: "1" } })],
    ["StopCmd.Inputs: expected true or false, got 1", () => fromClient({ StopCmd: { Id: 1, Inputs: 1 } })],
    [
      "RequestServerInfo.ClientName: expected a value; it is required, got null",
      () => fromClient({ RequestServerInfo: { Id: 1, ClientName: null, ProtocolVersionMajor: 4 } }),
    ],
    [
      "OutputCmd.Command.Vibrate.Value: expected an integer from",
      () => fromClient(output({ Vibrate: { Value: 0.5 } })),
    ],
    ["from -2147483648 to 2147483647, got 2147483648", () => fromClient(output({ Vibrate: { Value: 2 ** 31 } }))],
    ["OutputCmd.Command.Vibrate: expected an object, got null", () => fromClient(output({ Vibrate: null }))],
    ["OutputCmd.Command: expected an object with exactly one key out of Vibrate, Rotate", () => fromClient(output({}))],
    [
      "expected an object with exactly one key out of",
      () => fromClient(output({ Vibrate: { Value: 1 }, Led: { Value: 1 } })),
    ],
    ["OutputCmd.Command: expected an object with exactly one key", () => fromClient(output("Vibrate"))],
    [
      'InputCmd.Command: expected one of Read, Subscribe, Unsubscribe, got "Poll"',
      () => fromClient({ InputCmd: { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Type: "Rssi", Command: "Poll" } }),
    ],
    ["Error.ErrorCode: expected an integer", () => fromServer({ Error: { Id: 1, ErrorCode: 5, ErrorMessage: "" } })],
    ["DeviceList.Devices: expected an object, got []", () => fromServer({ DeviceList: { Id: 1, Devices: [] } })],
    ["Devices.3.DeviceFeatures.7.FeatureDescription: expected a string", () => readFeature({ FeatureDescription: 1 })],
    [
      "DeviceList.Devices.3.DeviceFeatures.7.Output.Vibrate.Value: expected a list of two integers, the lower first, got [5,0]",
      () => readFeature({ Output: { Vibrate: { Value: [5, 0] } } }),
    ],
    [
      "DeviceFeatures.7.Input.Battery.Value: expected a list of two integers, the lower first, or a list of those",
      () => readFeature({ Input: { Battery: { ...input, Value: [[0, 1, 2]] } } }),
    ],
    [
      "DeviceList.Devices.3.DeviceFeatures.7.Input.Battery.Command.1: expected one of",
      () => readFeature({ Input: { Battery: { ...input, Command: ["Read", 4] } } }),
    ],
  ])("%s", (message, read) => {
    const error = refusal(read);
    expect(error).toMatchObject({ code: "message/invalid", errorClass: 3 });
    expect(error.message).toContain(message);
  });

  it("in a DeviceList with the keys of device and feature, whatever characters they have", () => {
    const device = { DeviceIndex: 3, DeviceName: "Toy", DeviceFeatures: { "*": 1 } };
    const error = refusal(() => fromServer({ DeviceList: { Id: 1, Devices: { "$&": device } } }));
    expect(error.details).toEqual({ path: "DeviceList.Devices.$&.DeviceFeatures.*", expected: "an object" });
  });

  it("in details too", () => {
    expect(refusal(() => fromClient({ Ping: { Id: 0 } })).details).toEqual({
      path: "Ping.Id",
      expected: "an integer from 1 to 4294967295",
    });
  });

  it("without repeating more than a piece of what came, so that an answer stays small", () => {
    const long = "x".repeat(100_000);
    const texts = [
      refusal(() => fromClient({ Ping: { Id: long } })),
      refusal(() => fromClient({ [long]: {} })),
      refusal(() => fromServer({ DeviceList: { Id: 1, Devices: { [long]: 1 } } })),
    ].map((error) => error.message.length);
    expect(Math.max(...texts)).toBeLessThan(400);
  });

  it("for values that cannot be shown: nested too deeply, circular, with a bigint, undefined", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(300_000)}${"]".repeat(300_000)}`);
    const circular: Record<string, unknown> = {};
    circular["self"] = circular;
    for (const value of [deep, circular, { big: 1n }, undefined, 1n, () => 1]) {
      expect(refusal(() => fromClient({ Ping: { Id: value } })).details).toMatchObject({ path: "Ping.Id" });
      expect(refusal(() => fromClient({ a: value, b: value })).code).toBe("message/invalid");
    }
  });
});

describe("recoverId", () => {
  it.each<[unknown, number]>([
    [{ Ping: { Id: 5, Broken: [] } }, 5],
    [{ NoSuchMessage: { Id: 4294967295 } }, 4294967295],
    [{ First: 1, Second: { Id: 6 } }, 6],
    [{ Ping: { Id: 0 } }, 0],
    [{ Ping: { Id: -1 } }, 0],
    [{ Ping: { Id: 4294967296 } }, 0],
    [{ Ping: { Id: 1.5 } }, 0],
    [{ Ping: { Id: "5" } }, 0],
    [{ Ping: null }, 0],
    [{}, 0],
    [[{ Ping: { Id: 5 } }], 0],
    ["Ping", 0],
    [null, 0],
    [undefined, 0],
  ])("of %o is %i", (value, id) => {
    expect(recoverId(value)).toBe(id);
  });
});
