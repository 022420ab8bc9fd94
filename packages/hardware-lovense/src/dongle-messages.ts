import { utf8 } from "@buttplug-ts/core";

/** What the dongle is told. */
export interface DongleRequest {
  readonly type: "usb" | "toy";
  readonly func: "statuss" | "search" | "stopSearch" | "command";
  /** The toy that it is for. */
  readonly id?: string;
  readonly cmd?: string;
}

/** What the dongle says, as far as anything depends on it. */
export interface DongleAnswer {
  readonly func: string;
  /** The toy that it is about. */
  readonly id?: string;
  readonly code?: number;
  /** What the toy said. */
  readonly text?: string;
}

const reportBytes = 65;
const pieceBytes = 63;

/** A request as reports, each with its id, 0, in front. */
export function reportsOf({ type, func, id, cmd }: DongleRequest): readonly number[][] {
  // The firmware gets its keys in this order only.
  const bytes = utf8(`${JSON.stringify({ type, func, id, cmd })}\r\n`);
  const reports: number[][] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = [0, ...bytes.subarray(at, at + pieceBytes)];
    reports.push([...piece, ...new Array<number>(reportBytes - piece.length).fill(0)]);
  }
  return reports;
}

/** A line is shorter than this; what is longer is noise. */
const longestLineBytes = 16_384;
const lineFeed = 0x0a;

/** Puts the dongle's reports together to answers. */
export class DongleReader {
  readonly #onUnreadable: (text: string) => void;
  #line: number[] = [];

  constructor(onUnreadable: (text: string) => void) {
    this.#onUnreadable = onUnreadable;
  }

  /** The answers that are complete with this report. Its last byte is no text. */
  push(report: Uint8Array): readonly DongleAnswer[] {
    const answers: DongleAnswer[] = [];
    for (const byte of report.subarray(0, -1)) {
      if (byte === lineFeed) answers.push(...this.#answersIn(this.#takeLine()));
      // Padding; JSON has no such byte.
      else if (byte !== 0) this.#line.push(byte);
    }
    if (this.#line.length > longestLineBytes) this.#onUnreadable(this.#takeLine());
    return answers;
  }

  #takeLine(): string {
    return new TextDecoder().decode(Uint8Array.from(this.#line.splice(0))).trim();
  }

  #answersIn(line: string): readonly DongleAnswer[] {
    const objects = objectsIn(line);
    if (objects.length === 0 && line !== "") this.#onUnreadable(line);
    return objects.flatMap((json) => {
      const answer = answerIn(json);
      if (answer === undefined) this.#onUnreadable(json);
      return answer ?? [];
    });
  }
}

/** The objects of a line that may hold several, one after the other. */
function objectsIn(line: string): readonly string[] {
  const objects: string[] = [];
  let depth = 0;
  let start = 0;
  let isInString = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at];
    if (isInString) {
      if (char === "\\") at += 1;
      else if (char === '"') isInString = false;
    } else if (char === '"') isInString = depth > 0;
    else if (char === "{") {
      if (depth === 0) start = at;
      depth += 1;
    } else if (char === "}" && depth > 0) {
      depth -= 1;
      if (depth === 0) objects.push(line.slice(start, at + 1));
    }
  }
  return objects;
}

function answerIn(json: string): DongleAnswer | undefined {
  const { func, id, result, data } = fieldsOf(parsed(json));
  if (typeof func !== "string") return undefined;
  const inner = fieldsOf(data);
  const toy = textIn(inner["id"]) ?? textIn(id);
  const code = numberIn(inner["status"]) ?? numberIn(result);
  const text = textIn(inner["data"]);
  return {
    func,
    ...(toy === undefined ? {} : { id: toy }),
    ...(code === undefined ? {} : { code }),
    ...(text === undefined ? {} : { text }),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function numberIn(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
