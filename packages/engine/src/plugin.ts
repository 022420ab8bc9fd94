import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "@buttplug-ts/core";
import type { ButtplugServer, LocalSession } from "@buttplug-ts/server";

/** Answers a plain request. */
export type PluginAnswer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** What a plugin is given of the engine that it runs in. */
export interface PluginParts {
  readonly server: ButtplugServer;
  /** A session of this name, which owns what it drives. Close it when whoever it drives for is gone: that stops it. */
  readonly openSession: (name: string) => LocalSession;
  /**
   * Answers the requests for `/plugins/<name>/` and below with `answer`. They come from whoever may come in at the engine without a
   * question to the owner, and without limits, which a session of this process would not keep. To change nothing by `GET`
   * is the plugin's duty: any page can have a browser send one.
   */
  readonly route: (answer: PluginAnswer) => void;
  readonly logger: Logger;
  /** Where it may keep something, for this user alone; it is not made. Absent: the engine keeps nothing. */
  readonly folder?: string;
}

/** Something that the engine runs beside the message protocol, such as a bridge from REST, MQTT or OSC. */
export interface EnginePlugin {
  /** Small letters, digits and dashes. */
  readonly name: string;
  /** Begins. Clients are let in afterwards; if it rejects or takes longer than ten seconds, the engine does not start. */
  start(parts: PluginParts): Promise<RunningPlugin>;
}

export interface RunningPlugin {
  /** Called when all devices are at rest and no client is left. The engine waits for two seconds at most. */
  stop(): void | Promise<void>;
}
