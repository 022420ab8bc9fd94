export { crc16Modbus, crc16Xmodem, sum8, withCrc16Modbus, withSum8, withXor8, xor8 } from "./checksum.js";
export {
  type AnyOutputRule,
  defineProtocol,
  type InputTable,
  initializeDevice,
  type Keepalive,
  type OtherProtocol,
  type OutputTable,
  type ProtocolDefinition,
} from "./define-protocol.js";
export { ask, type DialogueIo } from "./dialogue.js";
export { type DeviceEncoder, type EncodedCall, type OutgoingPacket, openEncoder } from "./encoder.js";
export { type Example, type ExampleStep, findingsOf, parseExample, runExample, stopCommands } from "./example.js";
export { type FrameShape, openFrameReader } from "./frame-reader.js";
export { galakuPacket, readGalakuPacket } from "./galaku-cipher.js";
export { type InputRule, query, type ReadRule, readFrom, type SubscribeRule, standardBattery } from "./input-rule.js";
export {
  type CombinedOptions,
  type CombinedState,
  combined,
  type Motion,
  type MotionStep,
  type OutputCommand,
  type OutputRule,
  type Packets,
  perFeature,
  type Step,
  stateful,
} from "./output-rule.js";
export { be16, hex, le16, type Packet, text, write } from "./packet.js";
export { pairLelo } from "./pair-lelo.js";
export {
  type DeviceSimulation,
  defineSimulator,
  type SimulatedLevel,
  SimulatedLevels,
  type SimulatedReply,
  type Simulator,
} from "./simulator.js";
export { svakomMotors } from "./svakom-motors.js";
export { kiirooSpeed, travel } from "./travel-rule.js";
