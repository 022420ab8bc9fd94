import { ButtplugError } from "@buttplug-ts/core";

/** @throws ButtplugError `usage/invalid-argument` unless `isRight`. */
export function demand(isRight: boolean, argument: string, text: string): void {
  if (!isRight) throw new ButtplugError("usage/invalid-argument", `${argument}: ${text}`, { details: { argument } });
}

/** @throws ButtplugError `usage/invalid-argument` for what is no port from `lowest` to 65535. */
export function checkPort(port: number, lowest: 0 | 1): void {
  demand(Number.isInteger(port) && port >= lowest && port <= 65535, "port", `${port} is no port: ${lowest} to 65535`);
}

/** @throws ButtplugError `usage/invalid-argument` for a listener without a host. */
export function checkHosts(hosts: readonly string[]): void {
  demand(hosts.length > 0, "hosts", "there must be at least one host to listen at");
}

/** Below this, peers on a machine that is busy are taken for dead. */
const shortestSilenceMs = 1000;
/** How long what a dead peer drove may run on (design §5.9). Listeners take it if they are told nothing else. */
export const longestSilenceMs = 10_000;

/** @throws ButtplugError `usage/invalid-argument` for what is no time from 1 to 10 seconds. */
export function checkSilenceLimit(limitMs: number): void {
  const isRight = limitMs >= shortestSilenceMs && limitMs <= longestSilenceMs;
  demand(isRight, "silenceLimitMs", `it must be ${shortestSilenceMs} to ${longestSilenceMs} ms`);
}

/** @throws ButtplugError `usage/invalid-argument` for what is no number of connections. */
export function checkMaxConnections(count: number): void {
  demand(Number.isInteger(count) && count > 0, "maxConnections", "it must be a whole number above 0");
}
