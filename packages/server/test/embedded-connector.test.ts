import { ButtplugServer, embeddedConnector, memoryChannelPair } from "@buttplug-ts/server";
import { testDatabase } from "@buttplug-ts/testing";
import { channelCompliance, connectorCompliance } from "@buttplug-ts/testing/compliance";

channelCompliance("the embedded channel", async () => ({ ...memoryChannelPair(), cleanup: async () => {} }));

connectorCompliance("the embedded connector", async () => {
  const server = new ButtplugServer("Test Server", { managers: [], protocols: [], deviceDb: testDatabase([]) });
  return { connector: embeddedConnector(server), cleanup: () => server.close() };
});
