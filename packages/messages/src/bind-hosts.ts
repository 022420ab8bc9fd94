import type { ButtplugError } from "@buttplug-ts/core";
import { hostAddress } from "./host-address.js";
import { listenFailure, otherListenFailure } from "./listen-failure.js";
import { systemCodeOf } from "./system-codes.js";

/** What is used of a server of Node. It is named by its shape, because this package knows no runtime. */
export interface PortServer {
  listen(
    options: { readonly host: string; readonly port: number; readonly ipv6Only: boolean },
    onListening: () => void,
  ): unknown;
  address(): { readonly port: number } | string | null;
  once(event: "error", listener: (error: unknown) => void): unknown;
  off(event: "error", listener: (error: unknown) => void): unknown;
  close(): unknown;
}

/** A server that listens. */
export interface Bound<S> {
  readonly server: S;
  readonly address: string;
}

/** Where servers are to listen: at the same port of each host; port 0 stands for any that is free. */
export interface Place {
  readonly hosts: readonly string[];
  readonly port: number;
  /** The scheme of the addresses, such as `tcp`. */
  readonly scheme: string;
}

/** A free port of one host may be taken at another; then another one is tried. */
const freePortTries = 5;

/**
 * Lets one server a host listen. Hosts that this machine does not have are left out if another works. Rejects with
 * `connector/failed`, and leaves nothing open then.
 */
export async function bindHosts<S extends PortServer>(makeServer: () => S, place: Place): Promise<readonly Bound<S>[]> {
  for (let tries = 1; ; tries += 1) {
    const bound: Bound<S>[] = [];
    const failure = await bindEach(bound, makeServer, place);
    if (failure === undefined) return bound;
    for (const { server } of bound) server.close();
    if (place.port !== 0 || tries === freePortTries || failure.details.why !== "in-use") throw failure;
  }
}

async function bindEach<S extends PortServer>(
  bound: Bound<S>[],
  makeServer: () => S,
  { hosts, port, scheme }: Place,
): Promise<ButtplugError<"connector/failed"> | undefined> {
  let commonPort = port;
  let missing: ButtplugError<"connector/failed"> | undefined;
  for (const host of hosts) {
    const server = makeServer();
    try {
      commonPort = await listen(server, host, commonPort);
      bound.push({ server, address: hostAddress(scheme, host, commonPort) });
    } catch (error) {
      const failure = explain(hostAddress(scheme, host, commonPort), commonPort, error);
      if (failure.details.why !== "unreachable") return failure;
      missing = failure;
    }
  }
  return bound.length === 0 ? missing : undefined;
}

/** Settles with the port. */
function listen(server: PortServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, ipv6Only: true }, () => {
      server.off("error", reject);
      resolve((server.address() as { readonly port: number }).port);
    });
  });
}

function explain(address: string, port: number, cause: unknown): ButtplugError<"connector/failed"> {
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
