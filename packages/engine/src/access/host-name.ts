import { isIP } from "node:net";
import { hostname } from "node:os";

const written = /^(\[[\da-f:.]+\]|[\w.-]+)(:\d{1,5})?$/i;

/**
 * Whether an address or a name is of this machine and cannot be reached from others. Names below `localhost` are not: not all
 * browsers know what they are, and ask the network.
 */
export function isLoopbackHost(name: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/i.test(name);
}

/** The host of a `Host` header in small letters, without port and brackets. Undefined if it is none. */
export function hostOf(header: string | undefined): string | undefined {
  if (header === undefined || !written.test(header) || !URL.canParse(`http://${header}`)) return undefined;
  return new URL(`http://${header}`).hostname.replace(/^\[|\]$/g, "");
}

/**
 * Whether a `Host` header may be of a request for this engine. A page that has its own name point here (DNS rebinding)
 * comes with that name; addresses cannot be rebound.
 */
export function isOwnHost(header: string | undefined, allowed: readonly string[]): boolean {
  const host = hostOf(header);
  if (host === undefined) return false;
  const own = hostname().toLowerCase();
  const names = [own, `${own}.local`, ...allowed.map((name) => name.toLowerCase())];
  return isLoopbackHost(host) || isIP(host) !== 0 || names.includes(host);
}
