import { ButtplugError, textOf } from "@buttplug-ts/core";
import { isLoopbackHost } from "../access/host-name.js";

const limitBytes = 8 << 20;
const limitMs = 30_000;
const mostHops = 5;
const mustBeHttps = "what comes from other machines must come by https";

/**
 * The text at an address. It says what devices may be told, so nobody on the way may change it: https, but for this machine.
 * @throws ButtplugError `config/invalid` that says why there is none
 */
export async function download(address: string): Promise<string> {
  const signal = AbortSignal.timeout(limitMs);
  let answer = await ask(address, signal);
  for (let hops = 0; isRedirect(answer); hops += 1) {
    if (hops === mostHops) throw invalid(`${address} leads on and on`);
    // Not by `fetch`, which would follow to anywhere.
    const next = answer.headers.get("location") ?? "";
    if (!URL.canParse(next, answer.url))
      throw invalid(`${address} leads to ${JSON.stringify(next)}, which is no address`);
    const { href, protocol } = new URL(next, answer.url);
    if (address.startsWith("https:") && protocol !== "https:") throw invalid(`${href}: ${mustBeHttps}`);
    answer = await ask(href, signal);
  }
  if (!answer.ok) throw invalid(`${address} answers with ${answer.status} ${answer.statusText}`);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of answer.body ?? []) {
      bytes += part.length;
      if (bytes > limitBytes) break;
      parts.push(part);
    }
  } catch (error) {
    throw invalid(`${address} stopped in the middle: ${textOf(error)}`);
  }
  if (bytes > limitBytes) throw invalid(`${address} gives more than ${limitBytes} bytes`);
  return Buffer.concat(parts).toString("utf8");
}

async function ask(address: string, signal: AbortSignal): Promise<Response> {
  checkScheme(address);
  try {
    return await fetch(address, { signal, redirect: "manual" });
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    throw invalid(`${address} cannot be reached: ${textOf(cause ?? error)}`);
  }
}

function isRedirect({ status, headers }: Response): boolean {
  return status >= 300 && status < 400 && headers.has("location");
}

function checkScheme(address: string): void {
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || isLoopbackHost(hostname.replace(/^\[|\]$/g, ""))) return;
  throw invalid(`${address}: ${mustBeHttps}`);
}

function invalid(problem: string): ButtplugError {
  return new ButtplugError("config/invalid", problem, { details: { problems: [problem] } });
}
