export type { FeatureWithInput, FeatureWithOutput } from "./capability-types.js";
export { ButtplugClient, type ButtplugClientOptions } from "./client.js";
export type { ClientDevice } from "./client-device.js";
export type { ClientEvents, DeviceEvents, InputReadingEvent } from "./client-events.js";
export type { OutputRequest, PositionOptions } from "./control-target.js";
export type {
  FeatureInputs,
  FeatureOutputs,
  InputInfo,
  OutputInfo,
  OutputInfoOf,
  TimedOutputInfo,
} from "./device-facts.js";
export type { Subscription } from "./device-record.js";
export type { Feature } from "./feature.js";
export {
  type DeviceReturned,
  type KeepConnectedEvents,
  type KeepConnectedOptions,
  type KeptConnection,
  keepConnected,
} from "./keep-connected.js";
export type { Level } from "./level.js";
export type { RequestOptions, StopOptions } from "./request-options.js";
