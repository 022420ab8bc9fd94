import { ButtplugError } from "@buttplug-ts/core";
import { isLoopbackHost } from "./host-name.js";

/** Where a web page comes from, as its browser says. */
export interface WebOrigin {
  /** In small letters. */
  readonly text: string;
  /** With the port, if it says one. */
  readonly host: string;
  /** Served by this machine. */
  readonly isLocal: boolean;
  /** Whether the name stands for one author: pages of files, and pages in closed frames, all have the same. */
  readonly isLasting: boolean;
}

const written = /^[a-z][a-z0-9+.-]*:\/\/[\w.:[\]-]*$/i;
const lengthLimit = 300;

/** Reads an `Origin` header. Undefined for what no browser sends. */
export function readOrigin(header: string): WebOrigin | undefined {
  if (header === "null") return { text: header, host: "", isLocal: false, isLasting: false };
  if (header.length > lengthLimit || !written.test(header) || !URL.canParse(header)) return undefined;
  const { protocol, host, hostname } = new URL(header);
  const isWeb = protocol === "http:" || protocol === "https:";
  return {
    text: header.toLowerCase(),
    host,
    isLocal: isWeb && isLoopbackHost(hostname.replace(/^\[|\]$/g, "")),
    isLasting: host !== "" && protocol !== "file:",
  };
}

/** Whether a page came from the place that its request goes to. */
export function isOfHost({ text, host }: WebOrigin, header: string | undefined): boolean {
  return /^https?:/.test(text) && host === header?.toLowerCase();
}

/**
 * An origin that the owner names, as browsers write it. `*` stands for all.
 * @throws ButtplugError `usage/invalid-argument` for what is no origin, and for those that any page can have
 */
export function allowedOrigin(text: string): string {
  if (text === "*") return text;
  const origin = readOrigin(text.replace(/\/$/, ""));
  if (origin?.isLasting) return /^https?:/.test(origin.text) ? new URL(origin.text).origin : origin.text;
  const why = `${JSON.stringify(text)} is no origin that can be let in always: it takes a scheme and a host, such as https://example.org, or '*' for all`;
  throw new ButtplugError("usage/invalid-argument", why, { details: { argument: "allowOrigins" } });
}
