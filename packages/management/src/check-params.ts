import { ButtplugError, inputTypes, outputTypes } from "@buttplug-ts/core";
import type { ManagementMethod } from "./management-api.js";

/** Undefined if `value` is as expected, else what was expected, for the field `path`. */
type Check = (value: unknown, path: string) => string | undefined;

const limitOfTexts = 200;
const limitOfLists = 1_000;

const text: Check = (value, path) => {
  const fits = typeof value === "string" && value.length > 0 && value.length <= limitOfTexts;
  return fits ? undefined : `${path} must be a text of 1 to ${limitOfTexts} characters`;
};
/** The identifier of a protocol's default model is empty. */
const identifier: Check = (value, path) => (value === "" ? undefined : text(value, path));
const whole: Check = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? undefined : `${path} must be a whole number of at least 0`;
const part: Check = (value, path) =>
  typeof value === "number" && value >= 0 && value <= 1 ? undefined : `${path} must be a number from 0 to 1`;
const flag: Check = (value, path) => (typeof value === "boolean" ? undefined : `${path} must be true or false`);
/** What the settings check in full when they are changed. */
const plain: Check = (value, path) =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : `${path} must be an object`;

function oneOf(...values: readonly string[]): Check {
  return (value, path) =>
    values.includes(value as string) ? undefined : `${path} must be one of ${values.join(", ")}`;
}

function orNull(check: Check): Check {
  return (value, path) => (value === null ? undefined : check(value, path)?.concat(", or null"));
}

function list(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > limitOfLists)
      return `${path} must be a list of at most ${limitOfLists}`;
    for (const [index, each] of value.entries()) {
      const problem = check(each, `${path}[${index}]`);
      if (problem) return problem;
    }
    return undefined;
  };
}

/** Fields whose names end in `?` may be absent. Others than these are refused. */
function fields(checks: Readonly<Record<string, Check>>): Check {
  const known = new Map(Object.entries(checks).map(([name, check]) => [name.replace("?", ""), check]));
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return `${path} must be an object`;
    const given = value as Readonly<Record<string, unknown>>;
    const strange = Object.keys(given).find((name) => !known.has(name));
    if (strange !== undefined)
      return `${path} has no ${JSON.stringify(strange.slice(0, 40))}; it takes ${[...known.keys()].join(", ") || "nothing"}`;
    for (const [name, check] of known) {
      if (given[name] === undefined && !(name in checks)) continue;
      const problem = check(given[name], `${path}.${name}`);
      if (problem) return problem;
    }
    return undefined;
  };
}

const nothing = fields({});
const outputs = oneOf(...outputTypes);
const limitsOfOutput = fields({ feature: whole, output: outputs, limits: orNull(plain) });
const match = { "hardware?": text, "protocol?": text, "identifier?": identifier };
const input = fields({ feature: whole, input: oneOf(...inputTypes), enabled: orNull(flag) });
const scope = fields({
  "management?": flag,
  "readOnly?": flag,
  "devices?": list(text),
  "outputs?": list(outputs),
  "levelCap?": part,
});

const checks: Readonly<Record<ManagementMethod, Check>> = {
  getState: nothing,
  startScanning: nothing,
  stopScanning: nothing,
  stopAll: nothing,
  hold: fields({ "devices?": list(whole) }),
  release: fields({ hold: text }),
  changeDevice: fields({
    ...match,
    "name?": orNull(text),
    "index?": orNull(whole),
    "access?": orNull(oneOf("allow", "deny")),
    "gapMs?": orNull(whole),
    "limits?": list(limitsOfOutput),
    "inputs?": list(input),
  }),
  setEntry: fields({ match: fields(match), settings: orNull(plain) }),
  setOnlyAllowed: fields({ onlyAllowed: flag }),
  forgetDevice: fields({ hardware: text }),
  setLevelCap: fields({ levelCap: orNull(part) }),
  simulatedModels: nothing,
  addSimulated: fields({ model: text }),
  removeSimulated: fields({ hardware: text }),
  answerApproval: fields({ id: text, answer: oneOf("once", "always", "refuse") }),
  forgetOrigin: fields({ origin: text }),
  disconnectClient: fields({ id: whole }),
  createToken: fields({ name: text, scope, "lifetimeMs?": whole }),
  revokeToken: fields({ name: text }),
  logs: fields({ "after?": whole }),
  doctor: nothing,
  diagnostics: nothing,
};

/** Whether the interface has a method of this name. */
export function isMethod(name: unknown): name is ManagementMethod {
  return typeof name === "string" && Object.hasOwn(checks, name);
}

/**
 * The parameters of a call, checked.
 * @throws ButtplugError `usage/invalid-argument`, which names the field, its value and what is allowed
 */
export function checkParams(method: ManagementMethod, params: unknown = {}): unknown {
  const problem = checks[method](params, "params");
  if (problem === undefined) return params;
  const argument = /^params\.?([^ ]*)/.exec(problem)?.[1] ?? "";
  throw new ButtplugError("usage/invalid-argument", `${method}: ${problem}`, { details: { argument } });
}
