// The wire format of protocol buffers, without schemas: https://protobuf.dev/programming-guides/encoding

/** A field as it was read. Varints are numbers; messages, texts, doubles and floats are bytes. */
export interface ProtobufField {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const varint = 0;
const eightBytes = 1;
const sized = 2;
const fourBytes = 5;

/** An unsigned integer below 2^53. 0 is the default, which is left out: no bytes. */
export function varintField(number: number, value: number): Uint8Array {
  return value === 0 ? new Uint8Array() : Uint8Array.from([...tag(number, varint), ...digits(value)]);
}

/** A double. 0 is left out: no bytes. */
export function doubleField(number: number, value: number): Uint8Array {
  if (value === 0) return new Uint8Array();
  const data = new Uint8Array(8);
  new DataView(data.buffer).setFloat64(0, value, true);
  return Uint8Array.from([...tag(number, eightBytes), ...data]);
}

/** A float, the nearest to `value`. 0 is left out: no bytes. */
export function floatField(number: number, value: number): Uint8Array {
  if (value === 0) return new Uint8Array();
  const data = new Uint8Array(4);
  new DataView(data.buffer).setFloat32(0, value, true);
  return Uint8Array.from([...tag(number, fourBytes), ...data]);
}

/** A message made of these fields, also without any; or bytes. */
export function messageField(number: number, ...fields: readonly Uint8Array[]): Uint8Array {
  const body = fields.flatMap((field) => [...field]);
  return Uint8Array.from([...tag(number, sized), ...digits(body.length), ...body]);
}

/** The fields of a message, in their order; undefined for what is no message. */
export function readFields(data: Uint8Array): readonly ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  let at = 0;
  const take = (length: number): Uint8Array | undefined => {
    const part = data.subarray(at, at + length);
    at += length;
    return part.length === length ? part : undefined;
  };
  const takeVarint = (): number | undefined => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = data[at++];
      if (byte === undefined) return undefined;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    return undefined;
  };
  const takeValue = (wireType: number): number | Uint8Array | undefined => {
    if (wireType === varint) return takeVarint();
    if (wireType === eightBytes) return take(8);
    if (wireType === fourBytes) return take(4);
    const length = wireType === sized ? takeVarint() : undefined;
    return length === undefined || length < 0 ? undefined : take(length);
  };
  while (at < data.length) {
    const key = takeVarint();
    const value = key === undefined || key < 8 ? undefined : takeValue(key % 8);
    if (key === undefined || value === undefined) return undefined;
    fields.push({ number: Math.floor(key / 8), value });
  }
  return fields;
}

function tag(number: number, wireType: number): readonly number[] {
  return digits(number * 8 + wireType);
}

/** Base 128, least significant first. */
function digits(value: number): readonly number[] {
  return value < 0x80 ? [value] : [0x80 + (value % 0x80), ...digits(Math.floor(value / 0x80))];
}
