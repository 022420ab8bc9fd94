export { nextPacket, packetsOf, packetText, restlessOutputs } from "./device-assertions.js";
export {
  FakeDevice,
  type FakeDeviceOptions,
  FakeHardwareManager,
  type FakeWrite,
  type WriteFault,
} from "./fake-hardware.js";
export { settle, TestClock } from "./test-clock.js";
export {
  everythingModel,
  inputFeature,
  outputFeature,
  testDatabase,
  testModel,
  testProtocol,
} from "./test-devices.js";
