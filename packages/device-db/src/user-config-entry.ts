export type { OutputLimits, UserConfig, UserDevice, UserDeviceMatch, UserFeature } from "./user-config.js";
