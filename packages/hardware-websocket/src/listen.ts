import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { textOf } from "@buttplug-ts/core";

/** One server a host, all at the same port; 0 takes one that is free. Hosts that this machine lacks are left out. */
export async function listenAt(
  hosts: readonly string[],
  port: number,
  makeServer: () => Server,
): Promise<readonly Server[]> {
  const servers: Server[] = [];
  let commonPort = port;
  let failure: unknown;
  for (const host of hosts) {
    const server = makeServer();
    try {
      commonPort = await listen(server, host, commonPort);
      servers.push(server);
    } catch (error) {
      failure = error;
      if (isMissingHost(error)) continue;
      for (const each of servers) each.close();
      throw error;
    }
  }
  if (servers.length === 0) throw failure;
  return servers;
}

/** Why a server does not listen and what would help, in a sentence. */
export function whyNotListening(error: unknown, port: number): string {
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return `Port ${port}, at which devices connect, is in use by another program: end that one, or set the option port to another.`;
    case "EACCES":
      return `This program may not listen at port ${port}, at which devices connect: set the option port to one above 1023.`;
    default:
      return `Devices cannot connect, because nothing can listen at port ${port} (${textOf(error)}): check the options hosts and port.`;
  }
}

/** `ws://127.0.0.1:54817`. */
export function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return family === "IPv6" ? `ws://[${address}]:${port}` : `ws://${address}:${port}`;
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

function isMissingHost(error: unknown): boolean {
  const code = codeOf(error);
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}

function codeOf(error: unknown): unknown {
  return (error as { readonly code?: unknown } | undefined)?.code;
}
