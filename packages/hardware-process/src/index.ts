/**
 * Runs hardware managers in processes of their own, so that a crash of native code ends no server.
 *
 * @packageDocumentation
 */
export { hostHardwareManager } from "./host-hardware-manager.js";
export { type ProcessHardwareManagerOptions, processHardwareManager } from "./process-hardware-manager.js";
