import { type Context, compile, type Decode, fail, type MoreWords } from "./decode.js";

interface Word {
  readonly expected: string;
  isRight(value: unknown): boolean;
}

const words: Readonly<Record<string, Word>> = {
  number: { expected: "a number", isRight: Number.isFinite },
  unit: { expected: "a number from 0 to 1", isRight: (value) => Number.isFinite(value) && isWithin(value, 0, 1) },
  percent: integerTo(0, 100),
  upTo99: integerTo(0, 99),
  count: integerTo(1, 0xffff_ffff),
};

/** The words that only spec versions below 4 need, and their lists: those are read with every command there. */
export const olderWords: MoreWords = (context, path, type) => {
  const many = /^(\w+)\[(\+?)\]$/.exec(type);
  if (many) return list(context, path, compile(context, `${path}.*`, many[1] as string), many[2] === "+");
  const word = words[type];
  return word && ((value) => (word.isRight(value) ? value : fail(context, path, word.expected, value)));
};

function list(context: Context, path: string, item: Decode, isFilled: boolean): Decode {
  const { keys } = context;
  const expected = isFilled ? "a list with at least one element" : "a list";
  const decodeAt = (part: unknown, at: number): unknown => {
    keys.push(String(at));
    const out = item(part);
    keys.pop();
    return out;
  };
  return (value) => {
    if (!Array.isArray(value) || (isFilled && value.length === 0)) return fail(context, path, expected, value);
    return value.map(decodeAt);
  };
}

function integerTo(low: number, high: number): Word {
  return {
    expected: `an integer from ${low} to ${high}`,
    isRight: (value) => Number.isInteger(value) && isWithin(value, low, high),
  };
}

function isWithin(value: unknown, low: number, high: number): boolean {
  return (value as number) >= low && (value as number) <= high;
}
