import { parseRecording, replay } from "@buttplug-ts/recording";
import { beforeAll, describe, expect, it } from "vitest";
import { scriptedLife } from "./recorded-world.js";

let text = "";
beforeAll(async () => {
  text = await scriptedLife();
});

/** The text with one line changed. */
function withLine(number: number, change: (line: string) => string): string {
  const lines = text.split("\n");
  return lines.with(number - 1, change(lines[number - 1] ?? "")).join("\n");
}

const writeLine = () => text.split("\n").findIndex((line) => line.includes('"kind":"write"')) + 1;

describe("what is no recording of this version", () => {
  it.each([
    ["", 1, "line 1 is not the first line of a recording"],
    ["a,b\n1,2\n", 1, "line 1 is not the first line of a recording"],
    ['{"format":"something-else","version":1}\n', 1, "line 1 is not the first line of a recording"],
    [
      '{"format":"buttplug-ts-recording","version":2}\n',
      1,
      "version 2 of the format; this release reads version 1: use a newer",
    ],
    ['{"format":"buttplug-ts-recording","version":1}\n', 1, "startedAt is undefined"],
  ])("%j is refused with its line", (foreign, line, message) => {
    expect(() => parseRecording(foreign)).toThrow(
      expect.objectContaining({
        code: "usage/unreadable-recording",
        message: expect.stringContaining(message),
        details: { line },
      }),
    );
  });

  it("names the line that is cut off, and is readable without it", async () => {
    const cut = text.slice(0, -20);
    const last = text.split("\n").length - 1;
    expect(() => parseRecording(cut)).toThrow(`line ${last} is cut off; without it, what is before it can be replayed`);
    const notes = ["the recording ends early: it has no last line; the server may have crashed"];
    const whole = cut.slice(0, cut.lastIndexOf("\n") + 1);
    expect(await replay(whole)).toMatchObject({ outcome: "incomplete", notes });
  });

  it.each([
    ["no JSON", (line: string) => line.slice(1), "is damaged: it is no JSON object"],
    ["no event", (line: string) => line.replace('"write"', '"wrote"'), 'no recording of this version has: "wrote"'],
    ["odd hex", (line: string) => line.replace('"data":"', '"data":"f'), "expected a value of kind bytes"],
    ["no time", (line: string) => line.replace(/"at":[\d.]+,/, ""), "at is undefined; expected a value of kind number"],
    ["no device", (line: string) => line.replace(/"device":\d/, '"device":-1'), "device is -1"],
  ])("names the line that has %s", (_, change, message) => {
    const line = writeLine();
    const damaged = withLine(line, change);
    expect(() => parseRecording(damaged)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(`^line ${line} .*${message}`), details: { line } }),
    );
  });

  it("names the line whose settings are none", async () => {
    const damaged = text.replace('"levelCap":0.5', '"levelCap":5');
    const report = await replay(damaged);
    expect(report.notes[0]).toMatch(/^line \d+: these settings cannot be used: .*levelCap/);
  });
});
