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
 * Bytes as the fact sheets write them: ``hex`a5 ${inner} ${outer}` ``. A value is one byte, 0 to 255.
 * @throws ButtplugError `protocol/bad-packet` for anything else; nothing is cut or wrapped.
 */
export function hex(strings: TemplateStringsArray, ...values: readonly number[]): Uint8Array {
  let parts = parsed.get(strings);
  if (parts === undefined) {
    parts = strings.flatMap((text, index) => (index === 0 ? bytesOf(text) : ["value", ...bytesOf(text)]));
    parsed.set(strings, parts);
  }
  const data = new Uint8Array(parts.length);
  let next = 0;
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    data[index] = part === "value" ? byte(values[next++] as number) : (part as number);
  }
  return data;
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

function byte(value: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= 255) return value;
  throw new ButtplugError("protocol/bad-packet", `${value} does not fit a byte, which holds 0 to 255`, {
    details: { value },
  });
}
