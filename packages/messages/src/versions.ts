export { type DeviceChanges, diffDevices } from "./diff-devices.js";
export { type OlderRequest, type OlderVersion, openDialect, type SessionDialect } from "./session-dialect.js";
export { type ClientMessageV0, type DeviceV0, type ServerMessageV0, v0 } from "./v0.js";
export { type ClientMessageV1, type DeviceV1, type ServerMessageV1, v1 } from "./v1.js";
export { type ClientMessageV2, type DeviceV2, type ServerMessageV2, v2 } from "./v2.js";
export { type ClientMessageV3, type DeviceV3, type ServerMessageV3, v3 } from "./v3.js";
export { type VersionCodec, v0Codec, v1Codec, v2Codec, v3Codec } from "./version-codec.js";
