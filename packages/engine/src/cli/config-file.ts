import { readFile } from "node:fs/promises";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import type { Command } from "commander";
import { readSetting } from "./read-setting.js";
import { serveOptions } from "./serve-options.js";

interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly line: number;
}

/**
 * Takes what a file (YAML or JSON) says for the options that neither a flag nor the environment set.
 * @throws ButtplugError `usage/invalid-argument`, which names file and line, for what cannot be used
 */
export async function applyConfigFile(command: Command, path: string): Promise<void> {
  for (const { key, value, line } of await readConfigFile(path)) {
    const refuse = (why: string) => {
      throw atLine(path, line, why);
    };
    const option = serveOptions.find((each) => each.key === key);
    if (option === undefined) {
      const known = serveOptions.map((each) => each.key).join(", ");
      throw atLine(path, line, `there is no setting ${JSON.stringify(key)}; there are ${known}`);
    }
    const setting = readSetting(option, value, refuse);
    const source = command.getOptionValueSource(key);
    if (source !== "cli" && source !== "env") command.setOptionValueWithSource(key, setting, "config");
  }
}

async function readConfigFile(path: string): Promise<readonly Entry[]> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw invalid(`${path} cannot be read: ${textOf(error)}`);
  });
  const { isMap, isScalar, LineCounter, parseDocument } = await import("yaml");
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const lineAt = (offset: number) => lineCounter.linePos(offset).line;
  const [failure] = document.errors;
  if (failure)
    throw atLine(path, lineAt(failure.pos[0]), (failure.message.split("\n")[0] ?? "").replace(/ at line.*$/, ""));
  const { contents } = document;
  if (contents === null) return [];
  if (!isMap(contents)) throw atLine(path, lineAt(contents.range[0]), 'it must be settings, such as "port: 12346"');
  return contents.items.map(({ key, value }) => {
    const line = isScalar(key) && key.range ? lineAt(key.range[0]) : 1;
    const plain: unknown = isScalar(key) ? key.value : undefined;
    if (typeof plain !== "string") throw atLine(path, line, "the name of a setting must be a plain word");
    return { key: plain, line, value: (value as { toJS(document: unknown): unknown } | null)?.toJS(document) ?? null };
  });
}

function atLine(path: string, line: number, why: string): ButtplugError {
  return invalid(`${path}, line ${line}: ${why}`);
}

function invalid(text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument: "config" } });
}
