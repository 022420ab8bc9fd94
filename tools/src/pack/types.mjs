import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./command.mjs";

const strict = {
  strict: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  target: "ES2022",
  lib: ["ES2023", "ESNext.Disposable", "DOM", "DOM.Iterable"],
  types: [],
  noEmit: true,
};
const nodeNext = { module: "NodeNext", moduleResolution: "NodeNext" };
const bundler = { module: "ESNext", moduleResolution: "Bundler" };

export const compilers = [
  { name: "TypeScript 5.9", alias: "typescript-5", version: "5.9.3" },
  { name: "TypeScript 7", alias: "typescript-7", version: "7.0.2" },
];
/** Node's types are given to none but the one that has them: declarations that need them without saying so are noticed. */
export const consumers = [
  { name: "nodenext", place: "types without @types/node", options: { ...strict, ...nodeNext } },
  { name: "bundler", place: "types without @types/node", options: { ...strict, ...bundler } },
  { name: "nodenext with @types/node", place: "types", options: { ...strict, ...nodeNext, types: ["node"] } },
  // What templates of pages give: an older library, and other people's declarations unchecked.
  {
    name: "bundler as in a template",
    place: "types",
    options: { ...strict, ...bundler, skipLibCheck: true, lib: ["ES2022", "DOM"] },
  },
];

/** The programs that use the main API and the examples of all READMEs, as name and text. */
export function typedPrograms(consumer, packed) {
  const own = ["main-api.ts", "stream-api.ts"].map((name) => ({
    name,
    text: readFileSync(new URL(`./consumer/${name}`, import.meta.url), "utf8"),
  }));
  const examples = packed.flatMap(({ name }) => {
    const readme = readFileSync(join(consumer, "node_modules", name, "README.md"), "utf8");
    const blocks = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code]) => `${code}export {};\n`);
    return blocks.map((text, at) => ({ name: `readme-${name.replace(/^@.*\//, "")}-${at + 1}.ts`, text }));
  });
  return { own, examples };
}

/** Compiles programs and the import of every entry one way. */
export async function compile(folder, tools, { alias }, { name, options }, entries, programs) {
  const here = join(folder, `${alias} ${name}`.replace(/\W+/g, "-"));
  mkdirSync(here, { recursive: true });
  const lines = entries.map(
    (entry, at) => `import * as entry${at} from "${entry}";\nexport type T${at} = typeof entry${at};`,
  );
  writeFileSync(join(here, "entries.ts"), `${lines.join("\n")}\n`);
  for (const one of programs) writeFileSync(join(here, one.name), one.text);
  const compilerOptions = { ...options, typeRoots: [join(tools, "node_modules", "@types")] };
  writeFileSync(join(here, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  await run(process.execPath, [join(tools, "node_modules", alias, "bin", "tsc"), "-p", here], here);
}
