export type { OutputLimits, UserConfig, UserDevice, UserDeviceMatch, UserFeature } from "./user-config.js";
export type { UserConfigProblem } from "./user-config-problem.js";
export {
  type DeviceSettings,
  entriesFor,
  type KnownDevice,
  mayConnect,
  serialPlansFor,
  serialPortsOf,
  settingsFor,
  websocketPlansFor,
} from "./user-config-settings.js";
