import { abortedError } from "@buttplug-ts/core";
import type { Channel, Connector } from "@buttplug-ts/messages";
import { memoryChannelPair } from "./memory-channel.js";
import type { ButtplugServer } from "./server.js";

/**
 * Connects a client to a server in the same process. The client's `disconnect()` resolves when what it drove is stopped.
 * The server lives on; close it with `server.close()`.
 */
export function embeddedConnector(server: ButtplugServer): Connector {
  return {
    async connect({ signal }): Promise<Channel> {
      // One turn, so that an abort in the same tick is seen as with any other connector.
      await Promise.resolve();
      if (signal?.aborted) throw abortedError(signal);
      const { client, server: end } = memoryChannelPair();
      const session = server.accept(end, { transport: "embedded" }, {});
      return {
        closed: client.closed,
        send: (batch) => client.send(batch),
        receive: (listener) => client.receive(listener),
        async close(reason) {
          await client.close(reason);
          await session.ended;
        },
      };
    },
  };
}
