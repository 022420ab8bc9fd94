export { embeddedConnector } from "./embedded-connector.js";
export { memoryChannelPair } from "./memory-channel.js";
export { ButtplugServer, type ServerOptions } from "./server.js";
export type { Session } from "./session.js";
