import { readFileSync } from "node:fs";
import { isButtplugError, type LogLevel } from "@buttplug-ts/core";
import { type MessageTable, recoverId, v4Codec } from "@buttplug-ts/messages";
import { openDialect, type SessionDialect, v0, v1, v2, v3 } from "@buttplug-ts/messages/versions";
import { describe, expect, it } from "vitest";

/** One line of a transcript; one client, from its handshake on. */
type Line =
  /** What a client sends, and the v4 requests that it stands for, or with which error it is refused. */
  | { from: "client"; frame: [object]; v4: object[]; answer?: object }
  | { from: "client"; frame: [object]; refused: { Id: number; code: string; ErrorCode: number } }
  /** What the client gets for a message of the server, or for a line of the log. */
  | { from: "server"; v4: [object]; frame: object[] }
  | { from: "server"; log: [LogLevel, string]; frame: object[] };

function linesOf(version: number): Line[] {
  const text = readFileSync(new URL(`transcripts/v${version}.jsonl`, import.meta.url), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

function refusalOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  return expect.unreachable("the message was taken");
}

function play(dialect: SessionDialect, line: Line): void {
  if (line.from === "server") {
    const frame = "log" in line ? [dialect.log(...line.log) ?? []].flat() : line.v4.flatMap(sendTo(dialect));
    return expect(frame).toStrictEqual(line.frame);
  }
  const [message] = line.frame;
  if ("refused" in line) {
    const error = refusalOf(() => dialect.receive(message));
    if (!isButtplugError(error)) throw error;
    const refused = { Id: recoverId(message), code: error.code, ErrorCode: error.errorClass };
    return expect(refused).toStrictEqual(line.refused);
  }
  const { id, requests, answer } = dialect.receive(message);
  expect(id).toBe(recoverId(message));
  expect(requests.map((request) => v4Codec.encode(request))).toStrictEqual(line.v4);
  expect(answer).toStrictEqual(line.answer);
}

function sendTo(dialect: SessionDialect): (wire: object) => readonly object[] {
  return (wire) => dialect.send(v4Codec.decodeServerMessage(wire));
}

describe.each([v0, v1, v2, v3])("the transcript of spec v$version", (table: MessageTable) => {
  const lines = linesOf(table.version);

  it("is what client and server say", () => {
    const dialect = openDialect(table.version as SessionDialect["version"], []);
    for (const [at, line] of lines.entries()) {
      try {
        play(dialect, line);
      } catch (error) {
        // The line is what one wants to know.
        (error as Error).message = `line ${at + 1}: ${(error as Error).message}`;
        throw error;
      }
    }
  });

  it("has every message of the version", () => {
    const said = (from: string) =>
      lines.filter((line) => line.from === from).flatMap(({ frame }) => frame.flatMap(Object.keys));
    const inTable = (from: string) =>
      Object.entries(table.messages).flatMap(([name, spec]) => (spec.from === from ? name : []));
    expect(said("client")).toEqual(expect.arrayContaining(inTable("client")));
    expect(said("server")).toEqual(expect.arrayContaining(inTable("server")));
  });
});
