import { hostname } from "node:os";
import { type Logger, textOf } from "@buttplug-ts/core";
import type { EngineInfo } from "@buttplug-ts/management";
import { isForOthers } from "./reachable-addresses.js";

/** What the existing server announces, and so what applications look for (facts/behaviour.md 10.6). */
const serviceType = "intiface_engine";
const area = "engine";

export interface AnnounceOptions {
  readonly logger: Logger;
  /** An address of this machine: announces and hears there only. Default: everywhere. */
  readonly interface?: string;
}

/**
 * Announces the port for WebSockets in the local network, if it can be reached from there. Returns the function that takes
 * the announcement back.
 */
export async function announce(
  { addresses, name, version }: EngineInfo,
  { logger, interface: where }: AnnounceOptions,
): Promise<() => Promise<void>> {
  const address = addresses.find((each) => /^wss?:/.test(each) && isForOthers(each));
  if (address === undefined) {
    logger.log("warn", area, "nothing is announced: this engine can be reached from this machine only (see --host)");
    return async () => {};
  }
  const onError = (error: unknown) => logger.log("warn", area, `announcing failed: ${textOf(error)}`);
  const { Bonjour } = await import("bonjour-service");
  // It hands these on to multicast-dns, whose options its types do not have.
  const options: object = where === undefined ? {} : { interface: where };
  const bonjour = new Bonjour(options, onError);
  const { port, protocol } = new URL(address);
  const txt = { path: "/", tls: String(protocol === "wss:"), version };
  const service = bonjour.publish({
    name: `${name} on ${hostname()}`.slice(0, 63),
    type: serviceType,
    port: Number(port) || (protocol === "wss:" ? 443 : 80),
    txt,
  });
  service.on("error", onError);
  return () => new Promise((resolve) => bonjour.unpublishAll(() => bonjour.destroy(resolve)));
}
