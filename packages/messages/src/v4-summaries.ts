import type { v4 } from "./v4.js";

/** What each message of spec v4 is for, in one sentence. Apart from the table, which every client carries. */
export const v4Summaries: Readonly<Record<keyof typeof v4.messages, string>> = {
  RequestServerInfo: "First message of a connection: who the client is and which spec version it speaks.",
  Ping: "Tells the server that the client is alive.",
  Disconnect: "Asks the server to stop what this client drives and to close.",
  StartScanning: "Starts looking for devices.",
  StopScanning: "Stops looking for devices.",
  RequestDeviceList: "Asks for the connected devices.",
  StopCmd:
    "Stops a feature, a device (no FeatureIndex) or everything (no DeviceIndex). Inputs and Outputs default to true.",
  OutputCmd: "Sets one output of one feature.",
  InputCmd: "Reads an input once, or starts or ends its readings.",
  ServerInfo:
    "Answer to RequestServerInfo. MaxPingTime in milliseconds, 0: no pings needed. MessageVersion: servers older than v4.",
  Ok: "The request with this Id succeeded.",
  Error: "The request with this Id failed, or, with Id 0, something happened that no request asked for.",
  DeviceList: "All connected devices: an answer, or with Id 0 news of a change.",
  ScanningFinished: "A discovery cycle is over.",
  InputReading: "A reading: an answer, or with Id 0 news from a subscription.",
};
