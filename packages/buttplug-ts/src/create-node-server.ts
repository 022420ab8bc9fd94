import { fileConfigStore } from "@buttplug-ts/config-node";
import type { ButtplugServer } from "@buttplug-ts/server";
import { type NodeManagersOptions, nodeManagers } from "./node-managers.js";
import { type CreateServerOptions, createServer } from "./server.js";

/** As of `createServer`, with the buses of this machine instead of managers. */
export interface NodeServerOptions extends Omit<CreateServerOptions, "managers"> {
  readonly buses?: NodeManagersOptions;
  /** Where settings and what is remembered of devices are kept. Absent, and without `config`: nowhere. */
  readonly dataFolder?: string;
}

/** A server that finds the devices around this machine. */
export function createNodeServer(name: string, options: NodeServerOptions = {}): ButtplugServer {
  const { buses, dataFolder, clock, logger, ...rest } = options;
  const common = { ...(clock && { clock }), ...(logger && { logger }) };
  const config = dataFolder === undefined ? {} : { config: fileConfigStore(dataFolder, common) };
  return createServer(name, { ...config, ...rest, ...common, managers: nodeManagers({ ...common, ...buses }) });
}
