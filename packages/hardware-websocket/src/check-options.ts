import { ButtplugError } from "@buttplug-ts/core";
import { writtenOrigin } from "./page-origin.js";

interface Options {
  readonly port: number;
  readonly hosts: readonly string[];
  readonly allowOrigins: readonly string[];
  readonly handshakeLimitMs: number;
  readonly claimLimitMs: number;
  readonly silenceLimitMs: number;
  readonly maxConnections: number;
}

/** @throws ButtplugError `usage/invalid-argument` for options that cannot be used */
export function checkOptions(options: Options): void {
  const { port, hosts, allowOrigins, maxConnections } = options;
  demand(Number.isInteger(port) && port >= 0 && port <= 65535, "port", `${port} is no port: 0 to 65535`);
  demand(hosts.length > 0, "hosts", "there must be at least one host to listen at");
  for (const origin of allowOrigins) {
    const text = `"${origin}" is no origin: it must be a scheme and a host, such as https://example.org, without a path`;
    demand(writtenOrigin.test(origin), "allowOrigins", text);
  }
  demand(Number.isInteger(maxConnections) && maxConnections > 0, "maxConnections", "it must be a whole number above 0");
  for (const limit of ["handshakeLimitMs", "claimLimitMs", "silenceLimitMs"] as const) {
    demand(options[limit] >= 100 && options[limit] < 2 ** 31, limit, `${options[limit]} is no time of 100 ms or more`);
  }
}

function demand(isRight: boolean, argument: string, text: string): void {
  if (!isRight) throw new ButtplugError("usage/invalid-argument", `${argument}: ${text}`, { details: { argument } });
}
