import { readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { run } from "./command.mjs";

/** What publint, at its strictest, has to say about a tarball. */
export async function publintFlaws({ file }, installed) {
  const bytes = readFileSync(file);
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages } = await publint({ pack: { tarball }, strict: true });
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  return messages.map((message) => formatMessage(message, manifest, { color: false }));
}

/** Rejects with what are-the-types-wrong has to say about a tarball, for ESM as the only module format. */
export async function checkTypesOf({ file }, root) {
  const program = join(root, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
  await run(process.execPath, [program, "--profile", "esm-only", "--no-color", file], root);
}
