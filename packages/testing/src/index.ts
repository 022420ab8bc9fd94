export { type ChannelPair, channelCompliance } from "./compliance/channel.js";
export { type ConnectorSetUp, connectorCompliance } from "./compliance/connector.js";
export { settle, TestClock } from "./test-clock.js";
