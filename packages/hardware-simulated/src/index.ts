export { type SimulateOptions, simulate, simulatedModels } from "./simulate.js";
export {
  type SimulatedBus,
  SimulatedDevice,
  type SimulatedDeviceOptions,
  type SimulatedDeviceParts,
} from "./simulated-device.js";
export type { SimulatedFaults } from "./simulated-faults.js";
export { SimulatedHardwareManager, type SimulatedHardwareManagerOptions } from "./simulated-hardware-manager.js";
export type { RecordedWrite } from "./write-record.js";
