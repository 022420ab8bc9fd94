import { type Endpoint, toHex } from "@buttplug-ts/core";

/** `tx: f1 40`, or `tx!: f1 40` with response. */
export function writeText(endpoint: Endpoint, data: Uint8Array, withResponse: boolean): string {
  return `${endpoint}${withResponse ? "!" : ""}: ${toHex(data)}`;
}

/** `subscribe rx` or `unsubscribe rx`. */
export function subscriptionText(what: "subscribe" | "unsubscribe", endpoint: Endpoint): string {
  return `${what} ${endpoint}`;
}
