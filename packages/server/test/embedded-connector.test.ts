import { ButtplugServer, embeddedConnector, memoryChannelPair } from "@buttplug-ts/server";
import { channelCompliance, connectorCompliance, testDatabase } from "@buttplug-ts/testing";

channelCompliance("the embedded channel", async () => ({ ...memoryChannelPair(), cleanup: async () => {} }));

connectorCompliance("the embedded connector", async () => {
  const server = new ButtplugServer("Test Server", { managers: [], protocols: [], deviceDb: testDatabase([]) });
  return { connector: embeddedConnector(server), cleanup: () => server.close() };
});
