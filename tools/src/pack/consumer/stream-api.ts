import type { Connector, Listener } from "@buttplug-ts/messages";
import { ipcConnector, ipcListener, tcpConnector, tcpListener } from "buttplug-ts/stream";

/** The API of TCP and IPC under a compiler at its strictest. Compiled, not run. */
export const connectors: readonly Connector[] = [tcpConnector({ port: 12350 }), ipcConnector()];
export const listeners: readonly Listener[] = [tcpListener({ port: 12350, maxConnections: 4 }), ipcListener()];
