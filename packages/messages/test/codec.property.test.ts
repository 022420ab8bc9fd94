import { isButtplugError } from "@buttplug-ts/core";
import {
  decodeFrame,
  encodeFrame,
  jsonSchemaOf,
  type MessageTable,
  recoverId,
  v4,
  v4Codec,
} from "@buttplug-ts/messages";
import { v0, v0Codec, v1, v1Codec, v2, v2Codec, v3, v3Codec } from "@buttplug-ts/messages/versions";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InnerMessage, messageOf } from "./message-arbitraries.js";
import { travelled, wireValueOf, withRangesInOrder } from "./wire-arbitraries.js";

type Decode = (value: unknown) => InnerMessage;

const versions = [
  [v0, v0Codec],
  [v1, v1Codec],
  [v2, v2Codec],
  [v3, v3Codec],
  [v4, v4Codec],
] as const;

const cases = versions.flatMap(([table, { decodeClientMessage, decodeServerMessage, encode }]) => {
  // Each codec takes its own messages; the generators make no others.
  const common = {
    version: table.version,
    table: table as MessageTable,
    encode: encode as (message: InnerMessage) => object,
  };
  return [
    { ...common, side: "client" as const, decode: decodeClientMessage as Decode },
    { ...common, side: "server" as const, decode: decodeServerMessage as Decode },
  ];
});

/** Undefined if the decoder takes the value, else what it threw. */
function refusalOf(decode: Decode, value: unknown): unknown {
  try {
    decode(value);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe.each(cases)("messages of a $side of spec v$version", ({ version, table, side, decode, encode }) => {
  // Older versions share the words of v4 for the most part.
  const part = version === 4 ? 1 : 0.25;

  it("are the same after encode, frame, text, frame and decode", () => {
    fc.assert(
      fc.property(fc.array(messageOf(table, side), { minLength: 1, maxLength: 3 }), (messages) => {
        const frame = decodeFrame(encodeFrame(messages.map((message) => encode(message))));
        const back = frame.map((entry) => decode("value" in entry ? entry.value : undefined));
        expect(back).toEqual(messages);
      }),
      { numRuns: 1000 * part },
    );
  });

  it("that are broken in any way are refused with message/invalid or message/unknown and nothing else", () => {
    fc.assert(
      fc.property(wireValueOf(table, side, encode), (value) => {
        const error = refusalOf(decode, value);
        if (error === undefined) return;
        expect(isButtplugError(error, "message/invalid") || isButtplugError(error, "message/unknown")).toBe(true);
        expect((error as Error).message.length).toBeLessThan(1000);
        if (!JSON.stringify(value).includes("*")) expect((error as Error).message).not.toContain("*");
        expect(recoverId(value)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 * part },
    );
  });

  it("can be read again after they were read and written once, tolerated spellings included", () => {
    fc.assert(
      fc.property(wireValueOf(table, side, encode), (value) => {
        // Turned by Clockwise, the lowest value is one above the highest.
        if (refusalOf(decode, value) !== undefined || JSON.stringify(value).includes("-2147483648")) return;
        const first = decode(value);
        expect(refusalOf(decode, travelled(encode(first)))).toBeUndefined();
      }),
      { numRuns: 2000 * part },
    );
  });

  it("get the same verdict from the decoder and from Ajv with the generated JSON Schema", () => {
    const validate = new Ajv2020().compile(jsonSchemaOf(table, side));
    const verdicts = { accepted: 0, refused: 0 };
    fc.assert(
      fc.property(wireValueOf(table, side, encode).map(withRangesInOrder), (value) => {
        const refusal = refusalOf(decode, value);
        const accepted = validate([value]);
        verdicts[accepted ? "accepted" : "refused"] += 1;
        const why = accepted ? `Ajv accepts it, the decoder says: ${refusal}` : JSON.stringify(validate.errors);
        expect(refusal === undefined, `${JSON.stringify(value)}\n${why}`).toBe(accepted);
      }),
      { numRuns: 5000 * part },
    );
    expect(Math.min(verdicts.accepted, verdicts.refused), JSON.stringify(verdicts)).toBeGreaterThan(500 * part);
  });
});

it("the generated JSON Schema wants frames with at least one message", () => {
  const validate = new Ajv2020().compile(jsonSchemaOf(v4, "client"));
  expect(validate([])).toBe(false);
  expect(validate({ Ping: { Id: 1 } })).toBe(false);
  expect(validate([{ Ping: { Id: 1 } }, { Ping: { Id: 2 } }])).toBe(true);
});
