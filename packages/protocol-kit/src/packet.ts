import { ButtplugError, type Endpoint, utf8 } from "@buttplug-ts/core";

/** Bytes to one endpoint of a device: one write. */
export interface Packet {
  readonly endpoint: Endpoint;
  readonly data: Uint8Array;
  /** Whether the device is to acknowledge the write. Matters on Bluetooth only. */
  readonly withResponse: boolean;
}

/** A write of `data` to `endpoint`, without response unless asked for. */
export function write(endpoint: Endpoint, data: Uint8Array, options: { withResponse?: boolean } = {}): Packet {
  return { endpoint, data, withResponse: options.withResponse ?? false };
}

/** A literal of a packet: fixed bytes and the places that values go to. */
type Parts = readonly (number | "value")[];
const parsed = new WeakMap<TemplateStringsArray, Parts>();

/**
 * Bytes as the fact sheets write them: ``hex`a5 ${inner} ${be16(timeMs)} ${levels} ff` ``. A number is one byte, 0 to 255;
 * bytes go in as they are, as many as there are.
 * @throws ButtplugError `protocol/bad-packet` for anything else; nothing is cut or wrapped.
 */
export function hex(strings: TemplateStringsArray, ...values: readonly (number | Uint8Array)[]): Uint8Array {
  let parts = parsed.get(strings);
  if (parts === undefined) {
    parts = strings.flatMap((text, index) => (index === 0 ? bytesOf(text) : ["value", ...bytesOf(text)]));
    parsed.set(strings, parts);
  }
  let length = parts.length;
  for (const value of values) if (typeof value !== "number") length += value.length - 1;
  const data = new Uint8Array(length);
  let at = 0;
  let next = 0;
  for (const part of parts) {
    const value = part === "value" ? values[next++] : part;
    if (typeof value === "object") {
      data.set(value, at);
      at += value.length;
    } else data[at++] = part === "value" ? whole(value as number, 0xff) : (part as number);
  }
  return data;
}

/** Two bytes of a number from 0 to 65535, high byte first. @throws ButtplugError `protocol/bad-packet` */
export function be16(value: number): Uint8Array {
  const checked = whole(value, 0xffff);
  return Uint8Array.of(checked >> 8, checked & 0xff);
}

/** Two bytes of a number from 0 to 65535, low byte first. @throws ButtplugError `protocol/bad-packet` */
export function le16(value: number): Uint8Array {
  return be16(value).reverse();
}

/** UTF-8 text as bytes: ``text`Vibrate:${level};` ``. */
export function text(strings: TemplateStringsArray, ...values: readonly (number | string)[]): Uint8Array {
  return utf8(String.raw({ raw: strings }, ...values));
}

function bytesOf(literal: string): number[] {
  const words = literal.split(/\s+/).filter((word) => word !== "");
  return words.map((word) => {
    if (!/^[0-9a-f]{2}$/.test(word)) {
      throw new ButtplugError("protocol/bad-packet", `"${word}" is no byte; write two lower-case hexadecimal digits`);
    }
    return Number.parseInt(word, 16);
  });
}

function whole(value: number, high: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= high) return value;
  const text = `${value} does not fit ${high > 0xff ? "two bytes, which hold" : "a byte, which holds"} 0 to ${high}`;
  throw new ButtplugError("protocol/bad-packet", text, { details: { value } });
}
