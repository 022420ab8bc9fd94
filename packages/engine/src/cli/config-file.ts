import { ButtplugError, textOf } from "@buttplug-ts/core";
import type { Command } from "commander";
import type { Document, LineCounter, Node, Pair } from "yaml";
import { readSetting } from "./read-setting.js";
import { readTextFile } from "./read-text-file.js";
import { serveOptions } from "./serve-options.js";

interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly keyAt: Place;
  readonly valueAt: Place;
}

interface Place {
  readonly line: number;
  readonly col: number;
}

/**
 * Takes what a file (YAML or JSON) says for the options that neither a flag nor the environment set.
 * @throws ButtplugError `usage/invalid-argument`, which names file, line and column, for what cannot be used
 */
export async function applyConfigFile(command: Command, path: string): Promise<void> {
  for (const { key, setting, line } of await readOptions(path)) {
    const source = command.getOptionValueSource(key);
    if (source === undefined || source === "default") {
      command.setOptionValueWithSource(key, setting, `${path}:${line}`);
    }
  }
}

/** What a file says for an option. */
interface OptionInFile {
  readonly key: string;
  readonly setting: unknown;
  readonly line: number;
}

/**
 * Reads a file of options (YAML or JSON).
 * @throws ButtplugError `usage/invalid-argument`, which names file, line and column, for what cannot be used
 */
export async function readOptions(path: string): Promise<readonly OptionInFile[]> {
  const options: OptionInFile[] = [];
  for (const { key, value, keyAt, valueAt } of await readConfigFile(path)) {
    const option = serveOptions.find((each) => each.key === key);
    if (option === undefined) {
      const { suggestion } = await import("@buttplug-ts/device-db/user-config-file");
      const known = serveOptions.map((each) => each.key);
      throw atPlace(path, keyAt, `there is no setting ${JSON.stringify(key)}: ${suggestion(key, known)}`);
    }
    const setting = readSetting(option, value, (why) => {
      throw atPlace(path, valueAt, why);
    });
    options.push({ key, setting, line: keyAt.line });
  }
  return options;
}

async function readConfigFile(path: string): Promise<readonly Entry[]> {
  const text = await readTextFile(path, "config");
  const yaml = await import("yaml");
  const lineCounter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter, prettyErrors: false });
  const [failure] = [...document.errors, ...document.warnings];
  if (failure) {
    const why = failure.code === "MULTIPLE_DOCS" ? "it holds more than one document" : failure.message;
    throw atPlace(path, placeOf(lineCounter, failure.pos[0]), why);
  }
  const { contents } = document;
  if (contents === null) return [];
  if (!yaml.isMap(contents)) {
    throw atPlace(path, placeOf(lineCounter, contents.range[0]), 'it must be settings, such as "port: 12346"');
  }
  return contents.items.map((pair) => entryOf(pair as Pair<Node, Node | null>, document, path, lineCounter));
}

function entryOf(
  { key, value }: Pair<Node, Node | null>,
  document: Document.Parsed,
  path: string,
  lineCounter: LineCounter,
): Entry {
  const keyAt = placeOf(lineCounter, key.range?.[0]);
  const valueAt = value?.range ? placeOf(lineCounter, value.range[0]) : keyAt;
  try {
    const plain: unknown = key.toJS(document);
    if (typeof plain !== "string") throw atPlace(path, keyAt, "the name of a setting must be a plain word");
    return { key: plain, value: value?.toJS(document) ?? null, keyAt, valueAt };
  } catch (error) {
    // Such as an alias of nothing, or of too much.
    throw error instanceof ButtplugError ? error : atPlace(path, valueAt, textOf(error));
  }
}

function placeOf(lineCounter: LineCounter, offset: number = 0): Place {
  return lineCounter.linePos(offset);
}

function atPlace(path: string, { line, col }: Place, why: string): ButtplugError {
  const text = `${path}:${line}:${col}: ${why}`;
  return new ButtplugError("usage/invalid-argument", text, { details: { argument: "config" } });
}
