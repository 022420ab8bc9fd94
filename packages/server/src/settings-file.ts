// Loaded when settings are read or set. A module of its own, so that bundlers leave out what the server does not use of it.
export { checkUserConfig, parseUserConfig, serializeUserConfig } from "@buttplug-ts/device-db/user-config-file";
