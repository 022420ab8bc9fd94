import type { MessageOf, ReplyOf, TypeOf } from "./table.js";

/** Message spec version 4. Source: the published protocol pages and `facts/behaviour.md` 1.1; deviations are design §6. */
export const v4 = {
  version: 4,
  messages: {
    RequestServerInfo: {
      from: "client",
      replies: ["ServerInfo"],
      fields: { ClientName: "string", ProtocolVersionMajor: "u32", ProtocolVersionMinor: "u32?" },
    },
    Ping: { from: "client", replies: ["Ok"], fields: {} },
    Disconnect: {
      from: "client",
      replies: ["Ok"],
      fields: {},
    },
    StartScanning: { from: "client", replies: ["Ok"], fields: {} },
    StopScanning: { from: "client", replies: ["Ok"], fields: {} },
    RequestDeviceList: {
      from: "client",
      replies: ["DeviceList"],
      fields: {},
    },
    StopCmd: {
      from: "client",
      replies: ["Ok"],
      fields: { DeviceIndex: "u32?", FeatureIndex: "u32?", Inputs: "bool?", Outputs: "bool?" },
    },
    OutputCmd: {
      from: "client",
      replies: ["Ok"],
      fields: { DeviceIndex: "u32", FeatureIndex: "u32", Command: "OutputCommand" },
    },
    InputCmd: {
      from: "client",
      replies: ["InputReading", "Ok"],
      fields: { DeviceIndex: "u32", FeatureIndex: "u32", Type: "InputName", Command: "InputVerb" },
    },
    ServerInfo: {
      from: "server",
      replies: [],
      fields: {
        ServerName: "string?",
        MaxPingTime: "u32?",
        ProtocolVersionMajor: "u32?",
        ProtocolVersionMinor: "u32?",
        MessageVersion: "u32?",
      },
    },
    Ok: { from: "server", replies: [], fields: {} },
    Error: {
      from: "server",
      replies: [],
      fields: { ErrorCode: "errorClass", ErrorMessage: "string" },
    },
    DeviceList: {
      from: "server",
      replies: [],
      fields: { Devices: "Device{DeviceIndex}" },
    },
    ScanningFinished: { from: "server", replies: [], fields: {} },
    InputReading: {
      from: "server",
      replies: [],
      fields: { DeviceIndex: "u32", FeatureIndex: "u32", Reading: "Reading" },
    },
  },
  types: {
    Device: {
      struct: {
        DeviceIndex: "u32",
        DeviceName: "string",
        DeviceDisplayName: "string?",
        DeviceMessageTimingGap: "u32?",
        DeviceFeatures: "Feature{FeatureIndex}",
      },
    },
    Feature: {
      struct: {
        FeatureIndex: "u32",
        FeatureDescription: "string?",
        Output: "Outputs?",
        Input: "Inputs?",
        StableDeviceId: "string?",
      },
      alias: { FeatureDescriptor: "FeatureDescription" },
    },
    Outputs: {
      anyOf: {
        Vibrate: { Value: "range" },
        Rotate: { Value: "range" },
        Oscillate: { Value: "range" },
        Constrict: { Value: "range" },
        Spray: { Value: "range" },
        Temperature: { Value: "range" },
        Led: { Value: "range" },
        Position: { Value: "range" },
        HwPositionWithDuration: { Value: "range", Duration: "range" },
      },
    },
    Inputs: {
      anyOf: {
        Battery: { Value: "ranges", Command: "AdvertisedVerb[]" },
        Rssi: { Value: "ranges", Command: "AdvertisedVerb[]" },
        Button: { Value: "ranges", Command: "AdvertisedVerb[]" },
        Pressure: { Value: "ranges", Command: "AdvertisedVerb[]" },
        Depth: { Value: "ranges", Command: "AdvertisedVerb[]" },
        Position: { Value: "ranges", Command: "AdvertisedVerb[]" },
      },
    },
    OutputCommand: {
      oneOf: {
        Vibrate: { Value: "i32" },
        Rotate: { Value: "i32", Clockwise: "bool?" },
        Oscillate: { Value: "i32" },
        Constrict: { Value: "i32" },
        Spray: { Value: "i32" },
        Temperature: { Value: "i32" },
        Led: { Value: "i32" },
        Position: { Value: "i32" },
        HwPositionWithDuration: { Value: "i32", Duration: "u32" },
      },
      alias: { RotateWithDirection: "Rotate", RotationWithDirection: "Rotate" },
      signField: "Clockwise",
    },
    Reading: {
      oneOf: {
        Battery: { Value: "i32" },
        Rssi: { Value: "i32" },
        Button: { Value: "i32" },
        Pressure: { Value: "u32" },
        Depth: { Value: "u32" },
        Position: { Value: "u32" },
      },
    },
    InputName: { names: ["Battery", "Rssi", "Button", "Pressure", "Depth", "Position"], open: true },
    AdvertisedVerb: { names: ["Read", "Subscribe", "Unsubscribe"], open: true },
    InputVerb: { names: ["Read", "Subscribe", "Unsubscribe"], open: false },
  },
} as const;

type V4 = typeof v4;

/** What a client sends. */
export type ClientMessage = MessageOf<V4, "client">;
/** What a server sends. */
export type ServerMessage = MessageOf<V4, "server">;
/** One message of either side by its name. */
export type Message<Name extends (ClientMessage | ServerMessage)["type"]> = Extract<
  ClientMessage | ServerMessage,
  { readonly type: Name }
>;
/** What answers a request, besides `error`. */
export type Reply<Name extends ClientMessage["type"]> = ReplyOf<V4, Name>;

export type DeviceInfo = TypeOf<V4, "Device">;
export type FeatureInfo = TypeOf<V4, "Feature">;
export type OutputInfos = TypeOf<V4, "Outputs">;
export type InputInfos = TypeOf<V4, "Inputs">;
/** A value for one output. Values are steps inside the output's range, durations milliseconds. */
export type OutputCommand = TypeOf<V4, "OutputCommand">;
export type KnownOutputCommand = Exclude<OutputCommand, { readonly type: "unknown" }>;
/** A value that one input gave. */
export type Reading = TypeOf<V4, "Reading">;
export type KnownReading = Exclude<Reading, { readonly type: "unknown" }>;
