import type { Application } from "./application.js";
import type { Peer, ServerSetup } from "./peer.js";

/** The server of a scenario. */
export interface ScriptedServer {
  /** Waits for the next connection of the client. */
  connection(text?: string): Promise<Peer>;
}

/** One thing that clients meet, from both ends. The two scripts run at the same time and share only the wire. */
export interface Scenario {
  /** The path it is served at. */
  readonly name: string;
  /** What an application that the suite does not drive should do, in one sentence. */
  readonly task: string;
  readonly setup?: ServerSetup;
  /** The client gets this limit for requests, in milliseconds, where it has such a setting. */
  readonly requestLimitMs?: number;
  /** What the server does and looks at. */
  readonly serve: (server: ScriptedServer) => Promise<void>;
  /** What the application does and looks at. The suite disconnects it afterwards. */
  readonly drive: (app: Application) => Promise<void>;
}
