import { channelCompliance, connectorCompliance } from "@buttplug-ts/testing/compliance";
import { connectorFor, freshPath, openPair, startListener, transports } from "./set-up.js";

for (const transport of transports) {
  channelCompliance(transport, () => openPair(transport));

  connectorCompliance(transport, async () => {
    const { listener, connector } = await startListener(transport);
    // Nothing listens at the port of discard on a test machine.
    const nowhere = transport === "tcp" ? "tcp://127.0.0.1:9" : `ipc://${freshPath()}`;
    return { connector: connector(), unreachable: connectorFor(nowhere), cleanup: () => listener.close() };
  });
}
