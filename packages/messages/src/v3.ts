import type { MessageOf, TypeOf } from "./table.js";

/**
 * Message spec version 3. Source: the published pages of deprecated messages and `facts/behaviour.md` 1.2. The raw commands are
 * refused whatever they say. `VibrateCmd` is deprecated here and still sent by clients.
 */
export const v3 = {
  version: 3,
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
    ScalarCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Scalars: "Scalar[+]" } },
    VibrateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Speeds: "Speed[+]" } },
    RotateCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Rotations: "Rotation[+]" } },
    LinearCmd: { from: "client", replies: ["Ok"], fields: { DeviceIndex: "u32", Vectors: "Vector[]" } },
    SensorReadCmd: {
      from: "client",
      replies: ["SensorReading"],
      fields: { DeviceIndex: "u32", SensorIndex: "u32", SensorType: "SensorName" },
    },
    SensorSubscribeCmd: {
      from: "client",
      replies: ["Ok"],
      fields: { DeviceIndex: "u32", SensorIndex: "u32", SensorType: "SensorName" },
    },
    SensorUnsubscribeCmd: {
      from: "client",
      replies: ["Ok"],
      fields: { DeviceIndex: "u32", SensorIndex: "u32", SensorType: "SensorName" },
    },
    RawWriteCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RawReadCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RawSubscribeCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
    RawUnsubscribeCmd: { from: "client", replies: [], fields: { DeviceIndex: "u32" } },
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
      fields: {
        DeviceIndex: "u32",
        DeviceName: "string",
        DeviceDisplayName: "string?",
        DeviceMessageTimingGap: "u32?",
        DeviceMessages: "DeviceMessages",
      },
    },
    DeviceRemoved: { from: "server", replies: [], fields: { DeviceIndex: "u32" } },
    SensorReading: {
      from: "server",
      replies: [],
      fields: { DeviceIndex: "u32", SensorIndex: "u32", SensorType: "SensorName", Data: "i32[]" },
    },
  },
  types: {
    Device: {
      struct: {
        DeviceIndex: "u32",
        DeviceName: "string",
        DeviceDisplayName: "string?",
        DeviceMessageTimingGap: "u32?",
        DeviceMessages: "DeviceMessages",
      },
    },
    DeviceMessages: {
      struct: {
        ScalarCmd: "Actuator[]?",
        RotateCmd: "Actuator[]?",
        LinearCmd: "Actuator[]?",
        SensorReadCmd: "Sensor[]?",
        SensorSubscribeCmd: "Sensor[]?",
        StopDeviceCmd: "Nothing?",
      },
    },
    Actuator: { struct: { FeatureDescriptor: "string?", StepCount: "count", ActuatorType: "ActuatorName" } },
    Sensor: { struct: { FeatureDescriptor: "string", SensorType: "SensorName", SensorRange: "ranges" } },
    Nothing: { struct: {} },
    Scalar: { struct: { Index: "u32", Scalar: "number", ActuatorType: "ActuatorName" } },
    Speed: { struct: { Index: "u32", Speed: "unit" } },
    Rotation: { struct: { Index: "u32", Speed: "unit", Clockwise: "bool" } },
    Vector: { struct: { Index: "u32", Duration: "u32", Position: "unit" } },
    ActuatorName: {
      names: ["Vibrate", "Rotate", "Oscillate", "Constrict", "Spray", "Temperature", "Led", "Position"],
      open: true,
    },
    SensorName: { names: ["Battery", "Rssi", "Button", "Pressure"], open: true },
  },
} as const;

type V3 = typeof v3;

/** What a client of spec v3 sends. */
export type ClientMessageV3 = MessageOf<V3, "client">;
/** What a server sends to it. */
export type ServerMessageV3 = MessageOf<V3, "server">;
export type DeviceV3 = TypeOf<V3, "Device">;
