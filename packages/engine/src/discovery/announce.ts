import { randomBytes } from "node:crypto";
import type { EventEmitter } from "node:events";
import { hostname } from "node:os";
import { type Logger, textOf } from "@buttplug-ts/core";
import type { EngineInfo } from "@buttplug-ts/management";
import { isForOthers } from "./reachable-addresses.js";

/** What the existing server announces, and so what applications look for (facts/behaviour.md 10.6). */
const serviceType = "intiface_engine";
const area = "engine";
const longestLabelBytes = 63;

export interface AnnounceOptions {
  readonly logger: Logger;
  /** Options of `multicast-dns`. Default: the usual port, everywhere. */
  readonly multicast?: object;
}

/** What is private in `Bonjour`: it has no listener for a socket that cannot be opened, which would end the process. */
interface Inside {
  readonly server: { readonly mdns: EventEmitter };
}

/**
 * Announces the port for WebSockets in the local network (mDNS), if it can be reached from there. Returns the function that
 * takes the announcement back.
 */
export async function announce(
  { addresses, name, version }: EngineInfo,
  { logger, multicast = {} }: AnnounceOptions,
): Promise<() => Promise<void>> {
  const address = addresses.find((each) => /^wss?:/.test(each) && isForOthers(each));
  if (address === undefined) {
    logger.log("warn", area, "nothing is announced: this engine can be reached from this machine only (see --host)");
    return async () => {};
  }
  const onError = (error: unknown) => logger.log("warn", area, `announcing failed: ${textOf(error)}`);
  const { Bonjour } = await import("bonjour-service");
  const bonjour = new Bonjour(multicast, onError);
  (bonjour as unknown as Inside).server.mdns.on("error", onError);
  const { port, protocol } = new URL(address);
  const machine = hostname().replace(/\.local$/, "");
  bonjour.publish({
    name: labelOf(`${name} on ${machine}`),
    // The library has nothing for a name that is taken but a print, so names are made that nobody else has.
    probe: false,
    type: serviceType,
    host: `${machine}.local`,
    port: Number(port) || (protocol === "wss:" ? 443 : 80),
    txt: { path: "/", tls: String(protocol === "wss:"), version },
  });
  return () => new Promise((resolve) => bonjour.unpublishAll(() => bonjour.destroy(resolve)));
}

/** As the existing server does: with six letters that tell engines of the same name apart. */
function labelOf(text: string): string {
  const tail = ` ${randomBytes(3).toString("hex")}`;
  const letters = [...text];
  while (Buffer.byteLength(letters.join("")) > longestLabelBytes - tail.length) letters.pop();
  return letters.join("") + tail;
}
