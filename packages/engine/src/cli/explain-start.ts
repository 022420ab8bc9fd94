import { isButtplugError } from "@buttplug-ts/core";
import { portHolder } from "../discovery/port-holder.js";

/** The option behind what a part of the engine calls its argument. */
const flagOfArgument: Readonly<Record<string, string>> = {
  path: "--ipc",
  tls: "--tls-cert",
  model: "--simulate",
  devices: "--tcode",
};
const flagsOfScheme: Readonly<Record<string, string>> = {
  ws: "--port and --host",
  wss: "--port and --host",
  tcp: "--tcp-port",
  ipc: "--ipc",
};

/** Adds to an error of the start which option it is about, and what holds a port that is in use. */
export async function explainStart(error: unknown): Promise<never> {
  if (isButtplugError(error, "usage/invalid-argument")) {
    const flag = flagOfArgument[error.details.argument ?? ""];
    if (flag !== undefined) error.message = `${flag}: ${error.message}`;
  }
  if (isButtplugError(error, "connector/failed")) {
    const { address = "", why } = error.details;
    const flags = flagsOfScheme[address.split(":")[0] ?? ""];
    if (flags !== undefined) error.message += ` (${flags})`;
    const port = Number(/:(\d+)$/.exec(address)?.[1]);
    const holder = why === "in-use" ? await portHolder(port).catch(() => undefined) : undefined;
    if (holder !== undefined) error.message += `. ${holder} holds it`;
  }
  throw error;
}
