import type { Failure } from "@buttplug-ts/messages/transport";

// Loaded when a connection has failed. It imports nothing, because bundlers that do not split a bundle wrap what it imports.

/** What a page knows about itself. */
export interface Surroundings {
  readonly location: { readonly origin: string };
  readonly navigator?: {
    readonly permissions?: { query(permission: { readonly name: string }): Promise<{ readonly state: string }> };
  };
}

/**
 * Browsers tell pages nothing about the cause, so this says what can be inferred: the page may not use `ws:` there, or
 * the user has not allowed it to reach this machine or its network.
 */
export async function infer(
  address: string,
  cause: unknown,
  said: string,
  { location, navigator }: Surroundings,
): Promise<Failure> {
  const distance = distanceOf(address);
  const state = distance < distanceOf(location.origin) ? await permissionTo(distance, navigator) : "";
  if (state === "denied") {
    const text =
      "the browser denies this page the local network; allow it in the site's settings, and load the page over https:";
    return { text: `${said}: ${text}`, why: "permission-denied" };
  }
  if (distance > 0 && /^https/.test(location.origin) && /^ws:/.test(address)) {
    const text = "a page over https: may use ws: to its own machine only; use wss:, or load the page over http:";
    return { text: `${said}: ${text}`, why: "mixed-content" };
  }
  const asked = state === "prompt" ? "the browser asks for the local network and nobody has allowed it yet, " : "";
  const usual = "no server runs there, host or port is wrong, or a firewall or a certificate is in the way";
  const text = `${said}; most often ${asked}${usual}; the browser's console may say more`;
  return isTimeLimit(cause) ? { text, why: "timed-out" } : { text };
}

/** What the user has decided about the way to this machine or its network; Chromium's names for it have changed. */
async function permissionTo(distance: number, navigator: Surroundings["navigator"]): Promise<string | undefined> {
  for (const name of [distance ? "local-network" : "loopback-network", "local-network-access"]) {
    try {
      return (await navigator?.permissions?.query({ name }))?.state;
    } catch {
      // a name that this browser does not know
    }
  }
  return undefined;
}

/** Whether it was the connector that did not want to wait longer, and not the platform that failed. */
function isTimeLimit(cause: unknown): boolean {
  return (cause as { readonly code?: unknown } | undefined)?.code === "connector/failed";
}

/** How far away an address is: 0 for this machine, 1 for its network, 2 for everything else. */
function distanceOf(address: string): number {
  const [, host = ""] = /\/\/(\[.+\]|[^/:]+)/.exec(address) ?? [];
  if (/^(.+\.)?localhost$|^127\.[\d.]+$|^\[::1\]$/.test(host)) return 0;
  return /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|^\[f[cde]|\.local$/.test(host) ? 1 : 2;
}
