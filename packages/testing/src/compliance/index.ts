/**
 * Contracts as suites for vitest, to be run against every implementation.
 *
 * @packageDocumentation
 */
export { type ChannelPair, channelCompliance } from "./channel.js";
export { type ConnectorSetUp, connectorCompliance } from "./connector.js";
export { hardwareManagerCompliance } from "./hardware-manager.js";
export type { FarDevice, HardwareManagerWorld } from "./hardware-world.js";
