import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ButtplugError, textOf } from "@buttplug-ts/core";

/** A free port of one host may be taken at another; then another one is tried. */
const freePortTries = 5;
const absent: readonly unknown[] = ["EADDRNOTAVAIL", "EAFNOSUPPORT"];

/** A server that listens. */
export interface Bound {
  readonly server: Server;
  readonly address: string;
}

/**
 * Lets one server a host listen at the same port; 0 stands for any free one. Hosts that this machine does not have are
 * left out if another works. Rejects with `connector/failed`, and leaves nothing open then.
 */
export async function bindAll(makeServer: () => Server, hosts: readonly string[], port: number): Promise<Bound[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await bindOnce(makeServer, hosts, port);
    } catch (error) {
      if (port === 0 && tries < freePortTries && errorCode(error) === "EADDRINUSE") continue;
      throw error;
    }
  }
}

async function bindOnce(makeServer: () => Server, hosts: readonly string[], port: number): Promise<Bound[]> {
  const bound: Bound[] = [];
  let commonPort = port;
  let missing: unknown;
  for (const host of hosts) {
    const server = makeServer();
    try {
      commonPort = await listen(server, host, commonPort);
      bound.push({ server, address: addressOf(host, commonPort) });
    } catch (error) {
      if (absent.includes(errorCode(error))) {
        missing = failed(host, commonPort, error);
        continue;
      }
      for (const { server: other } of bound) other.close();
      throw failed(host, commonPort, error);
    }
  }
  if (bound.length === 0) throw missing;
  return bound;
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, ipv6Only: true }, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function addressOf(host: string, port: number): string {
  return `ws://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function errorCode(error: unknown): unknown {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return code === "connector/failed" ? errorCode(cause) : code;
}

function failed(host: string, port: number, cause: unknown): ButtplugError {
  const address = addressOf(host, port);
  const why = errorCode(cause) === "EADDRINUSE" ? `port ${port} is already in use` : textOf(cause);
  return new ButtplugError("connector/failed", `cannot listen at ${address}: ${why}`, { details: { address }, cause });
}
