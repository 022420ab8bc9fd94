import { readFileSync } from "node:fs";
import { ButtplugError, textOf } from "@buttplug-ts/core";
import { type Command, InvalidArgumentError } from "commander";
import { LineCounter, parseDocument } from "yaml";
import { environmentOf, type ServeOption, serveOptions } from "./serve-options.js";

/** Where each value comes from, for those who wonder. */
export interface ShownValue {
  readonly key: string;
  readonly value: unknown;
  readonly from: string;
}

/**
 * Takes what a file (YAML or JSON) says for the options that neither a flag nor the environment set.
 * @throws ButtplugError `usage/invalid-argument`, which names file and line, for what cannot be used
 */
export function applyConfigFile(command: Command, path: string): void {
  for (const [key, { value, line }] of readConfigFile(path)) {
    const option = serveOptions.find((each) => each.key === key);
    if (option === undefined)
      throw atLine(
        path,
        line,
        `there is no setting ${JSON.stringify(key)}; there are ${serveOptions.map((each) => each.key).join(", ")}`,
      );
    const source = command.getOptionValueSource(key);
    const parsed = parsedValue(option, value, (why) => atLine(path, line, why));
    if (source === "cli" || source === "env") continue;
    command.setOptionValueWithSource(key, parsed, "config");
  }
}

const yes: readonly string[] = ["true", "1", "yes", "on"];
const no: readonly string[] = ["false", "0", "no", "off"];

/**
 * Takes what the environment says for the options that no flag set.
 * @throws ButtplugError `usage/invalid-argument`, which names the variable, for what cannot be used
 */
export function applyEnvironment(command: Command, env: NodeJS.ProcessEnv): void {
  for (const option of serveOptions) {
    const name = environmentOf(option.key);
    const text = env[name];
    if (text === undefined || text === "" || command.getOptionValueSource(option.key) === "cli") continue;
    const value = isSwitch(option) ? switched(text) : Array.isArray(option.standard) ? text.split(",") : text;
    const parsed = parsedValue(option, value, (why) => invalid(`${name}: ${why}`));
    command.setOptionValueWithSource(option.key, parsed, "env");
  }
}

function switched(text: string): boolean | string {
  if (yes.includes(text.toLowerCase())) return true;
  return no.includes(text.toLowerCase()) ? false : text;
}

function isSwitch({ flags }: ServeOption): boolean {
  return !/[<[]/.test(flags);
}

/** All options as they are now. */
export function shownValues(command: Command): readonly ShownValue[] {
  return serveOptions.map(({ key }) => {
    const value: unknown = command.getOptionValue(key);
    const source = command.getOptionValueSource(key) ?? "default";
    return { key, value: value instanceof Map ? Object.fromEntries(value) : value, from: sources[source] ?? source };
  });
}

const sources: Readonly<Record<string, string>> = { cli: "flag", env: "environment", config: "file", implied: "flag" };

function parsedValue(option: ServeOption, value: unknown, problem: (why: string) => ButtplugError): unknown {
  const { key, parse, standard } = option;
  if (isSwitch(option)) {
    if (typeof value === "boolean") return value;
    throw problem(`${key} is ${JSON.stringify(value)}; allowed are true and false`);
  }
  if (Array.isArray(standard)) {
    const list = Array.isArray(value) ? value : [value];
    if (list.every((each) => typeof each === "string")) return list;
    throw problem(`${key} is ${JSON.stringify(value)}; it takes a text or a list of texts`);
  }
  if (typeof value !== "string" && typeof value !== "number") {
    throw problem(`${key} is ${JSON.stringify(value)}; it takes a text or a number`);
  }
  try {
    return parse ? parse(String(value), undefined) : String(value);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw problem(`${key} is ${JSON.stringify(value)}. ${error.message}`);
    throw error;
  }
}

function readConfigFile(path: string): ReadonlyMap<string, { readonly value: unknown; readonly line: number }> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw invalid(`${path} cannot be read: ${textOf(error)}`);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [failure] = document.errors;
  if (failure) throw atLine(path, lineCounter.linePos(failure.pos[0]).line, failure.message.split("\n")[0] ?? "");
  const { contents } = document;
  const items = contents !== null && "items" in contents ? contents.items : [];
  const plain: unknown = document.toJS();
  if (contents !== null && (typeof plain !== "object" || Array.isArray(plain))) {
    throw atLine(path, 1, "it must be a list of settings and their values");
  }
  const entries = items.map((item) => {
    const { key, value } = item as unknown as {
      key: { value: string; range?: [number] };
      value: { toJS(doc: unknown): unknown } | null;
    };
    const line = lineCounter.linePos(key.range?.[0] ?? 0).line;
    return [key.value, { value: value?.toJS(document) ?? null, line }] as const;
  });
  return new Map(entries);
}

function atLine(path: string, line: number, why: string): ButtplugError {
  return invalid(`${path}, line ${line}: ${why}`);
}

function invalid(text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument: "config" } });
}
