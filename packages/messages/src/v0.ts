import type { MessageOf, TypeOf } from "./table.js";

/**
 * Message spec version 0. Source: the published pages of deprecated messages and `facts/behaviour.md` 1.5. Of `LovenseCmd` and
 * `RawCmd`, which are refused whatever they say, only the device is read.
 */
export const v0 = {
  version: 0,
  messages: {
    RequestServerInfo: {
      from: "client",
      replies: ["ServerInfo"],
      fields: { ClientName: "string", MessageVersion: "u32?" },
    },
    Ping: { from: "client", replies: ["Ok"], fields: {} },
    StartScanning: { from: "client", replies: ["Ok"], fields: {} },
    StopScanning: { from: "client", replies: ["Ok"], fields: {} },
    RequestDeviceList: { from: "client", replies: ["DeviceList"], fields: {} },
    StopDeviceCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32" } },
    StopAllDevices: { from: "client", replies: ["Ok"], fields: {} },
    SingleMotorVibrateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Speed: "unit" } },
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
    RawCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
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
      fields: { DeviceIndex: "u32", DeviceName: "string", DeviceMessages: "MessageName[]" },
    },
    DeviceRemoved: { from: "server", replies: [], fields: { DeviceIndex: "u32" } },
    Log: { from: "server", replies: [], fields: { LogLevel: "LogLevel", LogMessage: "string" } },
  },
  types: {
    Device: { struct: { DeviceIndex: "u32", DeviceName: "string", DeviceMessages: "MessageName[]" } },
    MessageName: {
      names: [
        "FleshlightLaunchFW12Cmd",
        "KiirooCmd",
        "LovenseCmd",
        "SingleMotorVibrateCmd",
        "StopDeviceCmd",
        "VorzeA10CycloneCmd",
      ],
      open: true,
    },
    KiirooLevel: { names: ["0", "1", "2", "3", "4"], open: false },
    LogLevel: { names: ["Off", "Fatal", "Error", "Warn", "Info", "Debug", "Trace"], open: false },
  },
} as const;

type V0 = typeof v0;

/** What a client of spec v0 sends. */
export type ClientMessageV0 = MessageOf<V0, "client">;
/** What a server sends to it. */
export type ServerMessageV0 = MessageOf<V0, "server">;
export type DeviceV0 = TypeOf<V0, "Device">;
