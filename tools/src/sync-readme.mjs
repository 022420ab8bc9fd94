// Puts the examples into the README, so that what a reader copies is what CI runs. `--check` only compares.
import { readFileSync, writeFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);
const readme = new URL("README.md", root);
const before = readFileSync(readme, "utf8");
const after = before.replace(/<!-- (examples\/\S+) -->\n```ts\n[\s\S]*?```/g, (_, path) => {
  const source = readFileSync(new URL(path, root), "utf8").trimEnd();
  return `<!-- ${path} -->\n\`\`\`ts\n${source}\n\`\`\``;
});
if (process.argv.includes("--check")) {
  if (before !== after) {
    console.error("README.md shows examples that are not those in examples/; run: npm run generate");
    process.exitCode = 1;
  }
} else {
  writeFileSync(readme, after);
}
