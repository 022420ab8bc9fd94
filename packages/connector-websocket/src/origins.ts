import { ButtplugError } from "@buttplug-ts/core";
import type { Authorize, Grant, Peer, Refusal } from "@buttplug-ts/messages";

const granted: Grant = {};
const writtenOrigin = /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/i;

/**
 * Grants native applications, which send no origin, and web pages that come from this machine: from `localhost` or an address
 * of it. Names such as `app.localhost` have to be allowed, because not all browsers know what they are, and ask the network.
 */
export const allowLoopbackOrigins: Authorize = allowOrigins([]);

/**
 * Grants what {@link allowLoopbackOrigins} does, and pages of these origins, such as `https://example.org`.
 * @throws ButtplugError `usage/invalid-argument` for what is no origin, and for `null`, which any page can have.
 */
export function allowOrigins(origins: readonly string[]): Authorize {
  for (const origin of origins) if (!writtenOrigin.test(origin)) throw noOrigin(origin);
  const allowed = new Set(origins.map((origin) => origin.toLowerCase()));
  return async ({ origin }: Peer): Promise<Grant | Refusal> => {
    if (origin === undefined || isLoopback(origin) || allowed.has(origin.toLowerCase())) return granted;
    const reason = `pages of the origin ${JSON.stringify(origin.slice(0, 60))} may not use this server`;
    return { refused: { code: "handshake/origin-refused", reason } };
  };
}

function isLoopback(origin: string): boolean {
  if (!writtenOrigin.test(origin) || !/^https?:/i.test(origin) || origin.includes("@")) return false;
  try {
    const { hostname } = new URL(origin);
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  } catch {
    return false;
  }
}

function noOrigin(origin: string): ButtplugError {
  return new ButtplugError(
    "usage/invalid-argument",
    `"${origin}" is no origin: it must be a scheme and a host, such as https://example.org, without a path`,
    { details: { argument: "allowOrigins" } },
  );
}
