import { InvalidArgumentError } from "commander";
import { isSwitch, type ServeOption } from "./serve-options.js";

/** Takes a sentence that says what is wrong, and throws. */
export type Refuse = (why: string) => never;

/** The value of an option as a file or the environment gives it. */
export function readSetting(option: ServeOption, value: unknown, refuse: Refuse): unknown {
  const { key, read = String, isList } = option;
  const shown = `${key} is ${JSON.stringify(value)}`;
  if (isSwitch(option)) return typeof value === "boolean" ? value : refuse(`${shown}; it takes true or false`);
  if (value === true && takesNothing(option)) return true;
  const values = isList && Array.isArray(value) ? value : [value];
  const texts = values.map((each) =>
    typeof each === "string" || typeof each === "number"
      ? String(each)
      : refuse(`${shown}; it takes ${isList ? "a text or a list of texts" : "a text or a number"}`),
  );
  try {
    const all = texts.map((text) => read(text));
    return isList ? all : all[0];
  } catch (error) {
    if (error instanceof InvalidArgumentError) refuse(`${shown}. ${error.message}`);
    throw error;
  }
}

/** Whether its value may be left out. */
export function takesNothing({ flags }: ServeOption): boolean {
  return flags.includes("[");
}
