import { ButtplugError, textOf } from "@buttplug-ts/core";
import { isLoopbackHost } from "../access/host-name.js";

const limitBytes = 8 << 20;
const limitMs = 30_000;

/**
 * The text at an address. It says what devices may be told, so nobody on the way may change it: https, but for this machine.
 * @throws ButtplugError `config/invalid` that says why there is none
 */
export async function download(address: string): Promise<string> {
  checkScheme(address);
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(limitMs) });
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown };
    throw invalid(`${address} cannot be reached: ${textOf(cause ?? error)}`);
  }
  checkScheme(answer.url);
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

function checkScheme(address: string): void {
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || isLoopbackHost(hostname.replace(/^\[|\]$/g, ""))) return;
  throw invalid(`${address}: what comes from other machines must come by https`);
}

function invalid(problem: string): ButtplugError {
  return new ButtplugError("config/invalid", problem, { details: { problems: [problem] } });
}
