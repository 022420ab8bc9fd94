export { checkForModel } from "./check-for-model.js";
export { editLevelCap, editOnlyAllowed, editUserConfig, type UserDeviceChange } from "./user-config-edit.js";
export { serializeUserConfig } from "./user-config-file.js";
export { checkUserConfig, type ParsedUserConfig, parseUserConfig } from "./user-config-parse.js";
export { suggestion } from "./user-config-spot.js";
