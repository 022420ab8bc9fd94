import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { type Finding, type Path, show } from "./user-config-spot.js";

/** The text of a file as values, and where in the text they stand. */
export interface ReadText {
  readonly value: unknown;
  /** What is wrong with the text itself. */
  readonly findings: readonly Finding[];
  /** Where the path, or what is left of it, stands; counted from 1. */
  placeOf(finding: Finding): { readonly line: number; readonly column: number };
}

/** A finding that is not where its path would be looked for first. */
interface PlacedFinding extends Finding {
  readonly offset?: number;
}

const longestText = 1 << 20;
const deepestNesting = 32;

/** Reads JSON with comments. Undefined for a value that could not be read. */
export function readText(withMark: string): ReadText {
  const text = withoutMark(withMark);
  const errors: ParseError[] = [];
  const tooMuch = whyTooMuch(text);
  const root = tooMuch === undefined ? parseTree(text, errors, { allowTrailingComma: true }) : undefined;
  const isReadable = root !== undefined && errors.length === 0;
  const findings: PlacedFinding[] = [
    ...(tooMuch === undefined ? [] : [{ path: [], message: tooMuch }]),
    ...errors.slice(0, 1).map(({ error, offset }) => ({
      path: [],
      message: sentences[printParseErrorCode(error)] ?? "this is no JSON",
      offset,
    })),
    ...(isReadable ? repeatedKeys(root, []) : []),
  ];
  return {
    value: isReadable ? getNodeValue(root) : undefined,
    findings,
    placeOf: ({ path, offset }: PlacedFinding) => placeAt(text, offset ?? offsetOf(root, path)),
  };
}

/** Some editors put a byte order mark in front, which is not a part of JSON. */
export function withoutMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** The parser calls itself for each level, so that text of nothing but brackets would overflow the stack. */
function whyTooMuch(text: string): string | undefined {
  if (text.length > longestText) return `the file has more than ${longestText} letters`;
  const scanner = createScanner(text, true);
  let depth = 0;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const first = text.charAt(scanner.getTokenOffset());
    if (first === "{" || first === "[") depth += 1;
    if (first === "}" || first === "]") depth -= 1;
    if (depth > deepestNesting) return `brackets are nested more than ${deepestNesting} deep`;
  }
  return undefined;
}

/** A limit that is there twice would silently be the second. */
function repeatedKeys(node: Node, path: Path): PlacedFinding[] {
  const seen = new Set<string>();
  return (node.children ?? []).flatMap((child, index) => {
    if (node.type === "array") return repeatedKeys(child, [...path, index]);
    const [name, value] = child.children ?? [];
    const key = String(name?.value);
    const at = [...path, key];
    const again = seen.has(key) ? [{ path: at, message: `${show(key)} is there twice`, offset: child.offset }] : [];
    seen.add(key);
    return [...again, ...(value ? repeatedKeys(value, at) : [])];
  });
}

/** Of a key and its value, where the key begins; of something that is missing, where it would be. */
function offsetOf(root: Node | undefined, path: Path): number {
  const node = root && findNodeAtLocation(root, [...path]);
  if (node === undefined) return path.length === 0 ? 0 : offsetOf(root, path.slice(0, -1));
  return node.parent?.type === "property" ? node.parent.offset : node.offset;
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

const sentences: Readonly<Record<string, string>> = {
  PropertyNameExpected: "expected a name in double quotes",
  ValueExpected: "expected a value",
  ColonExpected: "expected a colon",
  CommaExpected: "expected a comma",
  CloseBraceExpected: "expected }",
  CloseBracketExpected: "expected ]",
  EndOfFileExpected: "expected the end of the file",
  InvalidNumberFormat: "this is no number",
  UnexpectedEndOfComment: "the comment does not end",
  UnexpectedEndOfString: "the closing double quote is missing",
  UnexpectedEndOfNumber: "the number is not complete",
  InvalidUnicode: "this is no Unicode escape",
  InvalidEscapeCharacter: "this is no escape sequence",
  InvalidCharacter: "this character must be escaped",
};
