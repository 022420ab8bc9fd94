export type { RememberedDevice } from "./device-memory.js";
export type { DeviceStatus } from "./device-status.js";
export { embeddedConnector } from "./embedded-connector.js";
export type { Hold } from "./holds.js";
export type { TimedReading } from "./input-hub.js";
export type { LocalSession, OutputResult, StopScope, TimedReadingListener } from "./local-session.js";
export { memoryChannelPair } from "./memory-channel.js";
export type {
  DeviceSummary,
  Observed,
  ObservedEvent,
  ObservedResult,
  Observer,
  OpenSession,
  SessionSummary,
} from "./observation.js";
export { loadOlderVersions } from "./older-versions.js";
export { ButtplugServer, type ServerOptions } from "./server.js";
export type { Session } from "./session.js";
