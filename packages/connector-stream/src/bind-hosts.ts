import { once } from "node:events";
import type { AddressInfo, Server } from "node:net";
import type { ButtplugError } from "@buttplug-ts/core";
import { listenFailure, otherListenFailure, systemCodeOf } from "./listen-failure.js";
import type { Bound } from "./stream-listener.js";
import { tcpAddress } from "./target.js";

/** A free port of one host may be taken at another; then another one is tried. */
const freePortTries = 5;

/**
 * Lets one server a host listen at the same port; 0 stands for any free one. Hosts that this machine does not have are
 * left out if another works. Rejects with `connector/failed`, and leaves nothing open then.
 */
export async function bindHosts(
  makeServer: () => Server,
  hosts: readonly string[],
  port: number,
): Promise<readonly Bound[]> {
  for (let tries = 1; ; tries += 1) {
    const bound: Bound[] = [];
    const failure = await bindEach(bound, makeServer, hosts, port);
    if (failure === undefined) return bound;
    for (const { server } of bound) server.close();
    if (port !== 0 || tries === freePortTries || failure.details.why !== "in-use") throw failure;
  }
}

async function bindEach(
  bound: Bound[],
  makeServer: () => Server,
  hosts: readonly string[],
  port: number,
): Promise<ButtplugError<"connector/failed"> | undefined> {
  let commonPort = port;
  let missing: ButtplugError<"connector/failed"> | undefined;
  for (const host of hosts) {
    const server = makeServer();
    try {
      server.listen({ host, port: commonPort, ipv6Only: true });
      await once(server, "listening");
      commonPort = (server.address() as AddressInfo).port;
      bound.push({ server, address: tcpAddress(host, commonPort) });
    } catch (error) {
      const failure = explain(host, commonPort, error);
      if (failure.details.why !== "unreachable") return failure;
      missing = failure;
    }
  }
  return bound.length === 0 ? missing : undefined;
}

function explain(host: string, port: number, cause: unknown): ButtplugError<"connector/failed"> {
  const address = tcpAddress(host, port);
  switch (systemCodeOf(cause)) {
    case "EADDRINUSE":
      return listenFailure(
        address,
        `port ${port} is already in use; end the other program or take another port`,
        "in-use",
        cause,
      );
    case "EACCES":
    case "EPERM":
      return listenFailure(
        address,
        `this program may not use port ${port}; take one above 1023`,
        "permission-denied",
        cause,
      );
    case "EADDRNOTAVAIL":
    case "EAFNOSUPPORT":
      return listenFailure(address, "this machine does not have this address", "unreachable", cause);
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return listenFailure(address, "the network knows no host of this name", "not-found", cause);
    default:
      return otherListenFailure(address, cause);
  }
}
