import { isIPv6 } from "node:net";
import { textOf } from "@buttplug-ts/core";
import { InvalidArgumentError } from "commander";
import { allowedOrigin } from "../access/web-origin.js";

/** Reads one value of an option. Throws commander's error, which says what is allowed, for one that cannot be. */
export type ReadValue = (text: string) => unknown;

export function portNumber(text: string): number {
  return wholeNumberWithin(text, 0, 65_535, "A port is a whole number from 0 to 65535");
}

/** `none`: nobody comes in by WebSocket. */
export function portOrNone(text: string): number | "none" {
  return text === "none"
    ? text
    : wholeNumberWithin(text, 0, 65_535, "It takes none, or a whole number from 0 to 65535");
}

/** The longest that a timer of a client's watchdog is asked for: the existing server's field has 32 bits. */
const highest = 2 ** 32 - 1;

export function wholeNumber(text: string): number {
  return wholeNumberWithin(text, 0, highest, `It takes a whole number from 0 to ${highest}`);
}

export function countingNumber(text: string): number {
  return wholeNumberWithin(text, 1, highest, `It takes a whole number from 1 to ${highest}`);
}

function wholeNumberWithin(text: string, from: number, to: number, allowed: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text.trim()) && number >= from && number <= to) return number;
  throw new InvalidArgumentError(`${allowed}.`);
}

/** Reads one of some words. */
export function oneOf(words: readonly string[]): ReadValue {
  return (text) => {
    const word = text.toLowerCase();
    if (words.includes(word)) return word;
    throw new InvalidArgumentError(`It takes ${words.slice(0, -1).join(", ")} or ${words.at(-1)}.`);
  };
}

/** Any text but none: a variable of a script that was not set is better told than taken for something. */
export function anyText(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("It takes a text that is not empty.");
}

/** Reads an address with one of some schemes. */
export function addressWith(schemes: readonly string[], example: string): ReadValue {
  return (text) => {
    if (isAddressWith(schemes, text) && new URL(text).hash === "") return text;
    throw new InvalidArgumentError(`It takes an address such as ${example}.`);
  };
}

function isAddressWith(schemes: readonly string[], text: string): boolean {
  return URL.canParse(text) && schemes.some((scheme) => text.toLowerCase().startsWith(`${scheme}://`));
}

/** An origin as browsers send it. `null` cannot be told from any other page, so it is none. */
export function origin(text: string): string {
  try {
    return allowedOrigin(text);
  } catch (error) {
    throw new InvalidArgumentError(`${textOf(error)}.`);
  }
}

export function hostName(text: string): string {
  if (/^[^\s/:@?#]+$/.test(text)) return text.toLowerCase();
  throw new InvalidArgumentError("It takes a name such as my-pc.lan, without a port.");
}

/** An address or name to listen at. */
export function host(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  if (/^[\w.-]+$/.test(bare) || isIPv6(bare)) return bare;
  throw new InvalidArgumentError("It takes an address or name of this machine, such as 0.0.0.0, without a port.");
}

export function adapter(text: string): string {
  if (/^(hci\d+|([\da-f]{2}:){5}[\da-f]{2})$/i.test(text)) return text;
  throw new InvalidArgumentError("It takes a name as hci1, or an address as C0:FF:EE:00:00:01.");
}
