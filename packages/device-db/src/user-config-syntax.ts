import { parse, tokenize, type ValueNode } from "@humanwhocodes/momoa";

/** The tree of a text, or why there is none and from which letter on. */
export type ParsedText =
  | { readonly root: ValueNode }
  | { readonly root?: undefined; readonly message: string; readonly offset: number };

const longestText = 1 << 20;
const deepestNesting = 32;
const options = { mode: "json", allowTrailingCommas: true } as const;
const noJson = "this is no JSON";

/** Reads JSON with comments and trailing commas. Never throws. */
export function parseText(text: string): ParsedText {
  const flaw = flawOf(text);
  if (flaw) return flaw;
  const bare = withoutComments(text);
  try {
    return { root: parse(bare, options).body };
  } catch {
    const offset = stopIn(bare);
    return { message: expectedAt(bare, offset), offset };
  }
}

const comment = /\/\/.*|\/\*[\s\S]*?(?:(\*\/)|$)/;
const quoted = /"(?:[^"\\\n\r]|\\.)*("?)/;
const pieces = new RegExp(`${comment.source}|${quoted.source}|[{}[\\]]`, "g");

/**
 * What the parser does not mind or does not survive: it takes a string without an end for one of several lines, and calls
 * itself for each level, so that text of nothing but brackets would overflow the stack.
 */
function flawOf(text: string): { readonly message: string; readonly offset: number } | undefined {
  if (text.length > longestText) return { message: `the file has more than ${longestText} letters`, offset: 0 };
  let depth = 0;
  for (const { 0: piece, 1: commentEnd, 2: quote, index: offset } of text.matchAll(pieces)) {
    if (piece.startsWith("/*") && !commentEnd) return { message: "the comment does not end", offset };
    if (piece.startsWith('"') && !quote) return { message: "the closing double quote is missing", offset };
    if (piece === "{" || piece === "[") depth += 1;
    if (piece === "}" || piece === "]") depth -= 1;
    if (depth > deepestNesting) return { message: `brackets are nested more than ${deepestNesting} deep`, offset };
  }
  return undefined;
}

/** Everything stays at its place. The parser calls itself for each comment, so that many in a row would overflow the stack. */
function withoutComments(text: string): string {
  return text.replace(pieces, (piece) => (piece.startsWith("/") ? piece.replace(/[^\r\n]/g, " ") : piece));
}

/** Where the parser stops. Of a missing end it names some earlier place, so a letter that no JSON has stands for the end. */
function stopIn(text: string): number {
  try {
    parse(`${text}\0`, options);
  } catch (error) {
    const { offset = 0 } = error as { readonly offset?: number };
    return offset;
  }
  return text.length;
}

/** What would have to stand at `offset`, which the text before it tells. */
function expectedAt(text: string, offset: number): string {
  if (!/^(?:["\d{}[\]:,-]|true|false|null|$)/.test(text.slice(offset))) return noJson;
  const types = tokenTypes(text.slice(0, offset));
  if (types === undefined) return noJson;
  const open: string[] = [];
  for (const type of types) {
    if (type === "LBrace" || type === "LBracket") open.push(type);
    if (type === "RBrace" || type === "RBracket") open.pop();
  }
  const inside = open.at(-1);
  const begins = (type: string | undefined) => type === "Comma" || type === inside;
  const [before, last] = [types.at(-2), types.at(-1)];
  if (last === undefined || last === "Colon") return "expected a value";
  if (inside === undefined) return "expected the end of the file";
  if (begins(last)) return inside === "LBrace" ? "expected a name in double quotes" : "expected a value";
  if (inside === "LBrace" && last === "String" && begins(before)) return "expected a colon";
  if (offset < text.length) return "expected a comma";
  return inside === "LBrace" ? "expected }" : "expected ]";
}

/** Undefined if a token is not complete. */
function tokenTypes(text: string): readonly string[] | undefined {
  try {
    return tokenize(text, { mode: "json" }).map(({ type }) => type);
  } catch {
    return undefined;
  }
}
