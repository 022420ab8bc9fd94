/**
 * Lovense toys by ways of the maker's own: the USB dongle, and the Lovense Connect app on the local network.
 *
 * @packageDocumentation
 */

export {
  LovenseConnectHardwareManager,
  type LovenseConnectHardwareManagerOptions,
} from "./lovense-connect-hardware-manager.js";
export {
  LovenseDongleHardwareManager,
  type LovenseDongleHardwareManagerOptions,
} from "./lovense-dongle-hardware-manager.js";
