// One example of each message of spec v4, for the reference. Each is decoded before it is printed.
export const samples = {
  RequestServerInfo: { Id: 1, ClientName: "My App", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 },
  Ping: { Id: 2 },
  Disconnect: { Id: 3 },
  StartScanning: { Id: 4 },
  StopScanning: { Id: 5 },
  RequestDeviceList: { Id: 6 },
  StopCmd: { Id: 7, DeviceIndex: 0, Inputs: false, Outputs: true },
  OutputCmd: { Id: 8, DeviceIndex: 0, FeatureIndex: 1, Command: { Rotate: { Value: -10 } } },
  InputCmd: { Id: 9, DeviceIndex: 0, FeatureIndex: 2, Type: "Battery", Command: "Read" },
  ServerInfo: {
    Id: 1,
    ServerName: "My Server",
    MaxPingTime: 0,
    ProtocolVersionMajor: 4,
    ProtocolVersionMinor: 0,
  },
  Ok: { Id: 8 },
  Error: { Id: 8, ErrorCode: 4, ErrorMessage: "[device/unknown] there is no device 3" },
  DeviceList: {
    Id: 6,
    Devices: {
      0: {
        DeviceIndex: 0,
        DeviceName: "Lovense Nora",
        DeviceMessageTimingGap: 75,
        DeviceFeatures: {
          0: { FeatureIndex: 0, FeatureDescription: "Vibrator", Output: { Vibrate: { Value: [0, 20] } } },
          1: { FeatureIndex: 1, FeatureDescription: "Rotator", Output: { Rotate: { Value: [-20, 20] } } },
          2: {
            FeatureIndex: 2,
            FeatureDescription: "Battery",
            Input: { Battery: { Value: [[0, 100]], Command: ["Read"] } },
          },
        },
      },
    },
  },
  ScanningFinished: { Id: 0 },
  InputReading: { Id: 9, DeviceIndex: 0, FeatureIndex: 2, Reading: { Battery: { Value: 85 } } },
};
