export {
  type Authorize,
  type Channel,
  type CloseInfo,
  type CloseReason,
  type Connector,
  frameLimitBytes,
  type Grant,
  type Incoming,
  type Listener,
  type Peer,
  type Refusal,
} from "./channel.js";
export { type Codec, recoverId, v4Codec } from "./codec.js";
export { decodeFrame, encodeFrame } from "./frame.js";
export { type JsonSchema, jsonSchemaOf } from "./json-schema.js";
export { requestedVersion } from "./requested-version.js";
export { clientCodec, type SideCodec, serverCodec } from "./side-codec.js";
export type { MessageTable, Side, UnknownVariant } from "./table.js";
export {
  type ClientMessage,
  type DeviceInfo,
  type FeatureInfo,
  type InputInfos,
  type KnownOutputCommand,
  type KnownReading,
  type Message,
  type OutputCommand,
  type OutputInfos,
  type Reading,
  type Reply,
  type ServerMessage,
  v4,
} from "./v4.js";
export { v4Summaries } from "./v4-summaries.js";
