import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What the tests of this folder, the repository's rules, read the repository with. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: unknown;
  readonly engines?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly isTest: boolean;
  readonly isGenerated: boolean;
}

export interface Package {
  /** The folder under `packages`, which is the name without the scope. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly files: readonly SourceFile[];
}

export function readText(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export function readJson<T>(path: string): T {
  return JSON.parse(readText(path)) as T;
}

export function exists(path: string): boolean {
  return existsSync(join(root, path));
}

/** The source files below a folder of the repository. */
export function filesBelow(folder: string): SourceFile[] {
  if (!exists(folder)) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mts|js|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !/\/(node_modules|dist)\//.test(path))
    .sort()
    .map((path) => {
      const text = readText(path);
      const isTest = /\.test\.ts$/.test(path) || /^packages\/[^/]+\/test\//.test(path);
      return { path, text, isTest, isGenerated: /\.generated\.\w+$/.test(path) };
    });
}

let packages: readonly Package[] | undefined;

export function allPackages(): readonly Package[] {
  packages ??= readdirSync(join(root, "packages"))
    .filter((folder) => exists(`packages/${folder}/package.json`))
    .sort()
    .map((folder) => ({
      folder,
      manifest: readJson<Manifest>(`packages/${folder}/package.json`),
      files: [...filesBelow(`packages/${folder}/src`), ...filesBelow(`packages/${folder}/test`)],
    }));
  return packages;
}

/** The source files of all packages, without tests. */
export function productFiles(): readonly SourceFile[] {
  return allPackages().flatMap(({ files }) => files.filter(({ isTest }) => !isTest));
}

/** `core` for `@buttplug-ts/core` and its entries; undefined for what is no package of this workspace. */
export function folderOf(specifier: string): string | undefined {
  if (/^buttplug-ts(\/|$)/.test(specifier)) return "buttplug-ts";
  return /^@buttplug-ts\/([^/]+)/.exec(specifier)?.[1];
}

/** Everything that `import`, `export from`, `import()` and `import type` name. */
export function importsOf(source: string): string[] {
  const text = withoutComments(source);
  const code = codeOnly(source);
  const found: string[] = [];
  const keyword = /(?<![.\w$])(?:from\s*|import\s*\(?\s*)(?=["'])/g;
  for (let match = keyword.exec(code); match !== null; match = keyword.exec(code)) {
    const literal = /^(["'])(.*?)\1/.exec(text.slice(keyword.lastIndex));
    if (literal?.[2] !== undefined) found.push(literal[2]);
  }
  return found;
}

/** The source with comments blanked; lines and columns stay where they are. */
export function withoutComments(source: string): string {
  return blank(source, ["comment"]);
}

/** The source with comments and the contents of strings, templates and regular expressions blanked. */
export function codeOnly(source: string): string {
  return blank(source, ["comment", "literal"]);
}

/** `path:line` of each match of `pattern` in `text`, with what matched. */
export function linesMatching(path: string, text: string, pattern: RegExp): { at: string; found: string }[] {
  return text.split("\n").flatMap((line, index) => {
    const match = pattern.exec(line);
    return match === null ? [] : [{ at: `${path}:${index + 1}`, found: match[0].trim() }];
  });
}

type Kind = "comment" | "literal";

function blank(source: string, kinds: readonly Kind[]): string {
  let out = "";
  let code = "";
  /** For each open `${`, how many braces are open inside it. */
  const templates: number[] = [];
  let at = 0;
  const take = (length: number, kind?: Kind) => {
    const part = source.slice(at, at + length);
    out += kind !== undefined && kinds.includes(kind) ? part.replace(/[^\n]/g, " ") : part;
    if (kind === undefined) code += part;
    at += length;
  };
  const takeTemplate = () => {
    const [text = ""] = /^(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/.exec(source.slice(at)) ?? [];
    take(text.length, "literal");
    if (source[at] === "`") return take(1);
    take(2);
    templates.push(0);
  };
  while (at < source.length) {
    const rest = source.slice(at, at + 2);
    const char = rest.charAt(0);
    if (rest === "//") take(lengthOf(/^[^\n]*/, source, at), "comment");
    else if (rest === "/*") take(lengthOf(/^\/\*[\s\S]*?\*\//, source, at), "comment");
    else if (char === '"' || char === "'") {
      take(1);
      take(lengthOf(char === '"' ? /^(?:[^"\\\n]|\\[\s\S])*/ : /^(?:[^'\\\n]|\\[\s\S])*/, source, at), "literal");
      take(1);
    } else if (char === "`") {
      take(1);
      takeTemplate();
    } else if (
      char === "/" &&
      /(?:^|[=(,:[!&|?{};+*%~^<>-]|\b(?:return|typeof|case|in|of))\s*$/.test(code.slice(-40))
    ) {
      take(lengthOf(/^\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/, source, at), "literal");
    } else if (char === "}" && templates.at(-1) === 0) {
      templates.pop();
      take(1);
      takeTemplate();
    } else {
      const depth = templates.length - 1;
      if (char === "{" && depth >= 0) templates[depth] = (templates[depth] ?? 0) + 1;
      if (char === "}" && depth >= 0) templates[depth] = (templates[depth] ?? 0) - 1;
      take(1);
    }
  }
  return out;
}

function lengthOf(pattern: RegExp, source: string, at: number): number {
  return Math.max(1, pattern.exec(source.slice(at))?.[0].length ?? 1);
}
