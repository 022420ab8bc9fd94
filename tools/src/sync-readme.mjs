// Puts examples and snippets into the README and the guide, so that what a reader copies is what CI runs.
// A marker `<!-- path -->` or `<!-- path#region -->` stands before the code block that it fills. `--check` only compares.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const marker = /<!-- ((?:examples|docs|packages)\/[^\s#]+)(?:#([\w-]+))? -->\n```(\w+)\n[\s\S]*?```/g;

const pages = ["README.md", ...pagesBelow("docs/"), ...pagesBelow("examples/")];
const stale = pages.filter((page) => {
  const file = new URL(page, root);
  const before = readFileSync(file, "utf8");
  const after = before.replace(marker, (_, path, region, language) => {
    const source = readFileSync(new URL(path, root), "utf8");
    const [name, code] =
      region === undefined ? [path, withoutRegions(source)] : [`${path}#${region}`, regionOf(source, region, path)];
    return `<!-- ${name} -->\n\`\`\`${language}\n${code.trim()}\n\`\`\``;
  });
  if (before === after) return false;
  if (!process.argv.includes("--check")) writeFileSync(file, after);
  return true;
});
if (process.argv.includes("--check") && stale.length > 0) {
  console.error(`${stale.join(", ")} show code that is not what its files say; run: npm run generate`);
  process.exitCode = 1;
}

function pagesBelow(folder) {
  return readdirSync(new URL(folder, root), { recursive: true })
    .map((name) => `${folder}${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(".md") && !/\/(node_modules|dist)\//.test(path));
}

function regionOf(source, region, path) {
  const found = new RegExp(`^// #region ${region}\\n([\\s\\S]*?)^// #endregion`, "m").exec(source);
  if (found === null) throw new Error(`${path} has no region ${region}`);
  return found[1];
}

function withoutRegions(source) {
  return source.replaceAll(/^\/\/ #(end)?region.*\n/gm, "");
}
