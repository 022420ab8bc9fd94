/**
 * T-Code devices on the network, over UDP and TCP.
 *
 * @packageDocumentation
 */
export {
  type NetworkDevice,
  NetworkHardwareManager,
  type NetworkHardwareManagerOptions,
} from "./network-hardware-manager.js";
