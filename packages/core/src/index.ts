export {
  type Advertisement,
  type BluetoothAdvertisement,
  type EndpointPlan,
  type HardwareId,
  type ManufacturerData,
  planKinds,
  type ScanFilters,
  type SerialLine,
  type UsbPair,
} from "./advertisement.js";
export { equalBytes, fromUtf8, toHex, utf8 } from "./bytes.js";
export {
  type InputCommand,
  type InputType,
  inputTypes,
  isPosition,
  type OutputType,
  outputTypes,
  type Range,
} from "./capabilities.js";
export {
  abortedError,
  type Cancel,
  type Clock,
  calendarMs,
  Deadline,
  onAbort,
  sleep,
  systemClock,
  withTimeLimit,
} from "./clock.js";
export type { ConfigStore } from "./config-store.js";
export type { Endpoint } from "./endpoint.js";
export { asButtplugError, ButtplugError, isButtplugError, textOf } from "./error.js";
export { type ErrorArea, type ErrorClass, type ErrorCode, type ErrorDetails, errorClassOf } from "./error-table.js";
export { TypedEvents } from "./events.js";
export { background, type Logger, type LogLevel, silentLogger } from "./logger.js";
export { type MemoryConfigStore, memoryConfigStore } from "./memory-config-store.js";
export { soon } from "./microtask.js";
export type { FeatureDefinition, InputDefinition, ModelDefinition, OutputDefinition } from "./model.js";
export { type Observable, ObservableValue } from "./observable.js";
export { type RequestOptions, RequestTracker } from "./request-tracker.js";
