import { stopOnPageHide, workerClock } from "@buttplug-ts/page";
import type { ButtplugServer } from "@buttplug-ts/server";
import { type CreateServerOptions, createServer } from "./server.js";
import { type WebManagersOptions, webManagers } from "./web-managers.js";

/** As of `createServer`, with the buses of this browser instead of managers. */
export interface WebServerOptions extends Omit<CreateServerOptions, "managers"> {
  readonly buses?: WebManagersOptions;
}

/**
 * A server in this page that finds the devices around it, on a clock that hidden tabs do not slow down, and that stops
 * everything when the page goes away.
 */
export function createWebServer(name: string, options: WebServerOptions = {}): ButtplugServer {
  const { buses, clock = workerClock(), ...rest } = options;
  const server = createServer(name, { ...rest, clock, managers: webManagers({ clock, ...buses }) });
  stopOnPageHide(server);
  return server;
}
