import type { MessageOf, TypeOf } from "./table.js";

/**
 * Message spec version 2. Source: the published pages of deprecated messages and `facts/behaviour.md` 1.3. The raw commands are
 * refused whatever they say. `RequestLog` is in the schema of this version, `Log` is not.
 */
export const v2 = {
  version: 2,
  messages: {
    RequestServerInfo: {
      from: "client",
      replies: ["ServerInfo"],
      fields: { ClientName: "string", MessageVersion: "u32" },
    },
    Ping: { from: "client", replies: ["Ok"], fields: {} },
    StartScanning: { from: "client", replies: ["Ok"], fields: {} },
    StopScanning: { from: "client", replies: ["Ok"], fields: {} },
    RequestDeviceList: { from: "client", replies: ["DeviceList"], fields: {} },
    StopDeviceCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32" } },
    StopAllDevices: { from: "client", replies: ["Ok"], fields: {} },
    VibrateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Speeds: "Speed[+]" } },
    RotateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Rotations: "Rotation[+]" } },
    LinearCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Vectors: "Vector[]" } },
    BatteryLevelCmd: { from: "client", replies: ["BatteryLevelReading"], fields: { DeviceIndex: "u32" } },
    RSSILevelCmd: { from: "client", replies: ["RSSILevelReading"], fields: { DeviceIndex: "u32" } },
    RawWriteCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RawReadCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RawSubscribeCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RawUnsubscribeCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RequestLog: { from: "client", replies: ["Ok"], fields: { LogLevel: "LogLevel" } },
    ServerInfo: {
      from: "server",
      replies: [],
      fields: { ServerName: "string", MessageVersion: "u32", MaxPingTime: "u32" },
    },
    Ok: { from: "server", replies: [], fields: {} },
    Error: { from: "server", replies: [], fields: { ErrorCode: "errorClass", ErrorMessage: "string" } },
    ScanningFinished: { from: "server", replies: [], fields: {} },
    DeviceList: { from: "server", replies: [], fields: { Devices: "Device[]" } },
    DeviceAdded: {
      from: "server",
      replies: [],
      fields: { DeviceIndex: "u32", DeviceName: "string", DeviceMessages: "DeviceMessages" },
    },
    DeviceRemoved: { from: "server", replies: [], fields: { DeviceIndex: "u32" } },
    BatteryLevelReading: { from: "server", replies: [], fields: { DeviceIndex: "u32", BatteryLevel: "unit" } },
    RSSILevelReading: { from: "server", replies: [], fields: { DeviceIndex: "u32", RSSILevel: "i32" } },
  },
  types: {
    Device: { struct: { DeviceIndex: "u32", DeviceName: "string", DeviceMessages: "DeviceMessages" } },
    DeviceMessages: {
      struct: {
        VibrateCmd: "Counts?",
        RotateCmd: "Counts?",
        LinearCmd: "Counts?",
        BatteryLevelCmd: "Nothing?",
        RSSILevelCmd: "Nothing?",
        StopDeviceCmd: "Nothing?",
      },
    },
    Counts: { struct: { FeatureCount: "count", StepCount: "count[+]" } },
    Nothing: { struct: {} },
    Speed: { struct: { Index: "u32", Speed: "unit" } },
    Rotation: { struct: { Index: "u32", Speed: "unit", Clockwise: "bool" } },
    Vector: { struct: { Index: "u32", Duration: "u32", Position: "unit" } },
    LogLevel: { names: ["Off", "Fatal", "Error", "Warn", "Info", "Debug", "Trace"], open: false },
  },
} as const;

type V2 = typeof v2;

/** What a client of spec v2 sends. */
export type ClientMessageV2 = MessageOf<V2, "client">;
/** What a server sends to it. */
export type ServerMessageV2 = MessageOf<V2, "server">;
export type DeviceV2 = TypeOf<V2, "Device">;
