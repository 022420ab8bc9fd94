import { type InputType, inputTypes, type OutputType, outputTypes } from "@buttplug-ts/core";
import type { RecordedEvent } from "./recording.js";

export type EventKind = RecordedEvent["kind"];

type Shape =
  | ("number" | "count" | "text" | "truth" | "bytes" | "output" | "input" | "object" | "indexes" | "hardware")
  | ("optionalCount" | "optionalText");

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isText = (value: unknown) => typeof value === "string";

const shapes: Readonly<Record<Shape, (value: unknown) => boolean>> = {
  number: Number.isFinite,
  count: isCount,
  text: isText,
  truth: (value) => typeof value === "boolean",
  bytes: (value) => isText(value) && /^(?:[0-9a-f]{2}(?: [0-9a-f]{2})*)?$/.test(value as string),
  output: (value) => outputTypes.includes(value as OutputType),
  input: (value) => inputTypes.includes(value as InputType),
  object: (value) => typeof value === "object" && value !== null,
  indexes: (value) => value === "all" || (Array.isArray(value) && value.every(isCount)),
  hardware: (value) => isText(value) && /^[^/]+\/./.test(value as string),
  optionalCount: (value) => value === undefined || isCount(value),
  optionalText: (value) => value === undefined || isText(value),
};

/** What fields must be; nested ones as a table of their own. */
export interface Fields {
  readonly [name: string]: Shape | Fields;
}

const session: Fields = { id: "count", clientName: "text", transport: "text", specVersion: "count" };
const device: Fields = {
  index: "count",
  name: "text",
  model: "text",
  protocol: "text",
  identifier: "text",
  hardware: "hardware",
  bus: { gapMs: "number", needsKeepalive: "truth" },
};

/** The fields of each kind of line. */
export const fieldsOf: Readonly<Record<EventKind, Fields>> = {
  "session-opened": { session },
  "session-present": { session },
  "session-closed": { session: "count", code: "text", reason: "text" },
  "device-added": { device },
  "device-present": { device },
  "device-removed": { device: "count", reason: "text" },
  reconnecting: { hardware: "hardware", attempt: "count" },
  command: {
    command: "count",
    session: "count",
    device: "count",
    feature: "count",
    output: "output",
    value: "number",
    durationMs: "number",
  },
  settled: { command: "count", result: "text", tookMs: "number" },
  stop: { device: "count", features: "indexes", session: "optionalCount" },
  stopped: { device: "count", result: "text", tookMs: "number" },
  write: {
    device: "count",
    endpoint: "text",
    data: "bytes",
    withResponse: "truth",
    tookMs: "number",
    during: "count",
    error: "optionalText",
  },
  dropped: { device: "count", code: "text", reason: "text" },
  driver: { device: "count", feature: "count", session: "optionalCount" },
  reading: { device: "count", feature: "count", input: "input", value: "number" },
  "scan-started": {},
  "scan-finished": {},
  held: { by: "text", devices: "indexes" },
  released: { by: "text", devices: "indexes" },
  "settings-changed": { problems: "object" },
  error: { area: "text", message: "text" },
  settings: { config: "object" },
  lost: { events: "count" },
  end: { why: "text" },
};

/** What is wrong with the fields of a line, or undefined. */
export function whyNot(value: Readonly<Record<string, unknown>>, fields: Fields): string | undefined {
  for (const [name, shape] of Object.entries(fields)) {
    const field = value[name];
    const nested = typeof shape === "object";
    if (!shapes[nested ? "object" : shape](field)) {
      const wanted = nested ? "object" : shape;
      return `is damaged: ${name} is ${JSON.stringify(field)}; expected ${expected(wanted)}`;
    }
    const why = nested ? whyNot(field as Readonly<Record<string, unknown>>, shape) : undefined;
    if (why !== undefined) return why;
  }
  return undefined;
}

function expected(shape: Shape): string {
  return shape.startsWith("optional") ? `nothing or a ${shape.slice(8).toLowerCase()}` : `a value of kind ${shape}`;
}
