import type { IncomingHttpHeaders } from "node:http";
import { isIP } from "node:net";

/** How browsers write where a page is from: without a path. A page of no one says `null`. */
export const writtenOrigin: RegExp = /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/i;

/**
 * Where the web page at the other end is from, in small letters; undefined for what is no page. Libraries for devices say
 * an origin, too: `file://` (WebSockets of Links2004), one with a path (ArduinoWebsockets), which no browser says, or the
 * address that they connect to (websocket-client for Python), at which no page is served. A name there would be no proof:
 * whoever owns it may let it lead here.
 */
export function pageOrigin({ origin, host }: IncomingHttpHeaders): string | undefined {
  if (origin === undefined || (origin !== "null" && !writtenOrigin.test(origin))) return undefined;
  const name = /^\[?([^[\]]+?)\]?(?::\d+)?$/.exec(host ?? "")?.[1] ?? "";
  const isHere =
    host !== undefined && origin.replace(/^[^/]*\/\//, "") === host && (isIP(name) > 0 || name === "localhost");
  return isHere ? undefined : origin.toLowerCase();
}
