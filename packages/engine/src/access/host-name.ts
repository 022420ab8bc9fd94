import { isIP } from "node:net";
import { hostname } from "node:os";

/** Whether an address or a name is of this machine and cannot be reached from others. */
export function isLoopbackHost(name: string): boolean {
  return /^(([^.]+\.)*localhost|127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/i.test(name);
}

/** The host of a `Host` header or an address, without port and brackets. Undefined if it is none. */
export function hostOf(header: string | undefined): string | undefined {
  if (header === undefined || !URL.canParse(`http://${header}`)) return undefined;
  const { hostname: name, username, pathname } = new URL(`http://${header}`);
  return username === "" && pathname === "/" ? name.replace(/^\[|\]$/g, "") : undefined;
}

/**
 * Whether a `Host` header may be of a request for this engine. A page that has its own name point here (DNS rebinding)
 * comes with that name; addresses cannot be rebound.
 */
export function isOwnHost(header: string | undefined, allowed: readonly string[]): boolean {
  const host = hostOf(header)?.toLowerCase();
  if (host === undefined) return false;
  const own = hostname().toLowerCase();
  return isLoopbackHost(host) || isIP(host) !== 0 || host === own || host === `${own}.local` || allowed.includes(host);
}
