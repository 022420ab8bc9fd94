export type { OutputLimits, UserConfig, UserDevice, UserDeviceMatch, UserFeature } from "./user-config.js";
export { editUserConfig, type UserDeviceChange } from "./user-config-edit.js";
export { serializeUserConfig } from "./user-config-file.js";
export { checkUserConfig, type ParsedUserConfig, parseUserConfig } from "./user-config-parse.js";
export type { UserConfigProblem } from "./user-config-problem.js";
export {
  checkForModel,
  type DeviceSettings,
  type KnownDevice,
  mayConnect,
  settingsFor,
} from "./user-config-settings.js";
