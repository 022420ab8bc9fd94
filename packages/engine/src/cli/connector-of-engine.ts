import { readFile } from "node:fs/promises";
import { ipcConnector, tcpConnector } from "@buttplug-ts/connector-stream";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import type { Connector } from "@buttplug-ts/messages";
import { dashboardAddressFile } from "../discovery/discovery-file.js";
import { isForOthers } from "../discovery/reachable-addresses.js";

/** How to reach an engine of this user that runs: where nobody asks for a token or a certificate, if there is such a place. */
export async function connectorOfEngine(addresses: readonly string[], dataFolder: string): Promise<Connector> {
  const near = (scheme: string) => addresses.find((each) => each.startsWith(`${scheme}:`) && !isForOthers(each));
  const [ipc, tcp] = [near("ipc"), near("tcp")];
  const [ws, any = ""] = [near("ws"), addresses.find((each) => /^wss?:/.test(each))];
  if (ws !== undefined) return webSocketConnector(ws);
  if (ipc !== undefined) return ipcConnector({ path: ipc.slice("ipc://".length) });
  if (tcp !== undefined) {
    const { hostname, port } = new URL(tcp);
    return tcpConnector({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) });
  }
  const token = await tokenIn(dataFolder);
  return webSocketConnector(token === undefined ? any : `${any}/?token=${token}`);
}

/** The token that opens the dashboard, which is kept for this user where no terminal showed it. */
async function tokenIn(dataFolder: string): Promise<string | undefined> {
  const text = await readFile(dashboardAddressFile(dataFolder), "utf8").catch(() => "");
  return /#token=(\S+)/.exec(text)?.[1];
}
