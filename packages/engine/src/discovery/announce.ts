import { hostname } from "node:os";
import { type Logger, textOf } from "@buttplug-ts/core";
import type { EngineInfo } from "@buttplug-ts/management";
import { Bonjour } from "bonjour-service";

/** What the existing server announces, and so what applications look for (facts/behaviour.md 10.6). */
const serviceType = "intiface_engine";

/** Announces the WebSocket port in the local network, if it can be reached from there. Returns the function that ends it. */
export function announce({ addresses, name, version }: EngineInfo, logger: Logger): () => Promise<void> {
  const address = addresses.find((each) => /^wss?:/.test(each) && !/\/\/(127\.|\[::1\]|localhost)/.test(each));
  if (address === undefined) {
    logger.log(
      "warn",
      "engine",
      "nothing is announced: this engine can be reached from this machine only (see --host)",
    );
    return async () => {};
  }
  const { port, protocol } = new URL(address);
  const onError = (error: unknown) => logger.log("warn", "engine", `announcing failed: ${textOf(error)}`);
  const bonjour = new Bonjour({}, onError);
  const txt = { path: "/", tls: String(protocol === "wss:"), version };
  const service = bonjour.publish({ name: `${name} on ${hostname()}`, type: serviceType, port: Number(port), txt });
  service.on("error", onError);
  return () => new Promise((resolve) => bonjour.unpublishAll(() => bonjour.destroy(resolve)));
}
