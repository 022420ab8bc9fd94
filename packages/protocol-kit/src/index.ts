export {
  type AnyOutputRule,
  defineProtocol,
  type InputTable,
  type Keepalive,
  type OutputTable,
  type ProtocolDefinition,
} from "./define-protocol.js";
export { ask, type DialogueIo } from "./dialogue.js";
export { type DeviceEncoder, type OutgoingPacket, openEncoder } from "./encoder.js";
export { type InputRule, query, type ReadRule, readFrom, type SubscribeRule, standardBattery } from "./input-rule.js";
export {
  combined,
  type Motion,
  type OutputCommand,
  type OutputRule,
  perFeature,
  type Step,
  stateful,
} from "./output-rule.js";
export { hex, type Packet, text, write } from "./packet.js";
