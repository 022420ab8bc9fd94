export { crc16Modbus, withCrc16Modbus } from "./checksum.js";
export {
  type AnyOutputRule,
  defineProtocol,
  type InputTable,
  type Keepalive,
  type OutputTable,
  type ProtocolDefinition,
} from "./define-protocol.js";
export { ask, type DialogueIo } from "./dialogue.js";
export { type DeviceEncoder, type EncodedCall, type OutgoingPacket, openEncoder } from "./encoder.js";
export { type Example, type ExampleStep, parseExample, runExample, stopCommands } from "./example.js";
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
export {
  type DeviceSimulation,
  defineSimulator,
  type SimulatedLevel,
  SimulatedLevels,
  type SimulatedReply,
  type Simulator,
} from "./simulator.js";
