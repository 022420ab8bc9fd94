import type { MessageOf, TypeOf } from "./table.js";

/**
 * Message spec version 1. Source: the published pages of deprecated messages and `facts/behaviour.md` 1.4. `LovenseCmd` is refused
 * whatever it says.
 */
export const v1 = {
  version: 1,
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
    SingleMotorVibrateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Speed: "unit" } },
    VibrateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Speeds: "Speed[+]" } },
    RotateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Rotations: "Rotation[+]" } },
    LinearCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Vectors: "Vector[]" } },
    FleshlightLaunchFW12Cmd: {
      from: "client",
      replies: ["Ok"],
      fields: { DeviceIndex: "u32", Position: "upTo99", Speed: "upTo99" },
    },
    VorzeA10CycloneCmd: {
      from: "client",
      replies: ["Ok"],
      fields: { DeviceIndex: "u32", Speed: "percent", Clockwise: "bool" },
    },
    KiirooCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Command: "KiirooLevel" } },
    LovenseCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RequestLog: { from: "client", replies: ["Ok"], fields: { LogLevel: "LogLevel" } },
    // A server answers it with a message of the same name.
    Test: { from: "client", replies: ["Test"], fields: { TestString: "string" } },
    ServerInfo: {
      from: "server",
      replies: [],
      fields: {
        ServerName: "string",
        MajorVersion: "u32",
        MinorVersion: "u32",
        BuildVersion: "u32",
        MessageVersion: "u32",
        MaxPingTime: "u32",
      },
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
    Log: { from: "server", replies: [], fields: { LogLevel: "LogLevel", LogMessage: "string" } },
  },
  types: {
    Device: { struct: { DeviceIndex: "u32", DeviceName: "string", DeviceMessages: "DeviceMessages" } },
    DeviceMessages: {
      struct: {
        VibrateCmd: "Count?",
        RotateCmd: "Count?",
        LinearCmd: "Count?",
        SingleMotorVibrateCmd: "Nothing?",
        StopDeviceCmd: "Nothing?",
      },
    },
    Count: { struct: { FeatureCount: "count" } },
    Nothing: { struct: {} },
    Speed: { struct: { Index: "u32", Speed: "unit" } },
    Rotation: { struct: { Index: "u32", Speed: "unit", Clockwise: "bool" } },
    Vector: { struct: { Index: "u32", Duration: "u32", Position: "unit" } },
    KiirooLevel: { names: ["0", "1", "2", "3", "4"], open: false },
    LogLevel: { names: ["Off", "Fatal", "Error", "Warn", "Info", "Debug", "Trace"], open: false },
  },
} as const;

type V1 = typeof v1;

/** What a client of spec v1 sends. */
export type ClientMessageV1 = MessageOf<V1, "client">;
/** What a server sends to it. */
export type ServerMessageV1 = MessageOf<V1, "server">;
export type DeviceV1 = TypeOf<V1, "Device">;
