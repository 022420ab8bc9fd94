import { isAlias, isMap, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import type { Finding, Path } from "./user-config-spot.js";
import type { ReadText } from "./user-config-text.js";

const longestText = 4 << 20;
/** More than files of many models with shared feature lists have, and few enough that nobody's memory is filled. */
const mostRepeats = 20_000;

/** Reads YAML, of which JSON is a part. Never throws. */
export function readDeviceText(text: string): ReadText {
  const lines = new LineCounter();
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refused = (message: string, offset = 0): ReadText => ({
    value: undefined,
    findings: [{ path: [], message }],
    placeOf: () => placeAt(offset),
  });
  if (text.length > longestText) return refused(`the file has more than ${longestText} letters`);
  try {
    const tree = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const [error] = tree.errors;
    if (error) return refused(error.message, error.pos[0]);
    const value: unknown = tree.toJS({ maxAliasCount: mostRepeats });
    if (value === null || value === undefined) return refused("the file is empty");
    const offset = (path: Path) => offsetOf(tree.contents, path, (node) => (isAlias(node) ? node.resolve(tree) : node));
    return { value, findings: [], placeOf: ({ path }: Finding) => placeAt(offset(path)) };
  } catch {
    // It calls itself for each level of brackets, and refuses aliases that unfold into too much.
    return refused("the file is nested too deeply, or repeats too much");
  }
}

/** Of a key and its value, where the key begins; of something that is missing, where it would be. */
function offsetOf(root: Node | null, path: Path, resolved: (node: unknown) => unknown): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    const inside = resolved(node);
    if (isMap(inside)) {
      const pair = inside.items.find((one: Pair) => String(one.key) === String(key));
      offset = (pair?.key as Node | undefined)?.range?.[0] ?? offset;
      node = pair?.value;
    } else if (isSeq(inside)) {
      node = inside.items[Number(key)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}
