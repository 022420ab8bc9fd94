import { utf8 } from "@buttplug-ts/core";
import { describe, expect, it } from "vitest";
import { DongleReader, reportsOf } from "./dongle-messages.js";

/** A report of the dongle with less text than fits, and a last byte that is no text. */
function report(text: string): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set(utf8(text));
  bytes[63] = 0x7d;
  return bytes;
}

function setUp() {
  const unreadable: string[] = [];
  return { unreadable, reader: new DongleReader((text) => unreadable.push(text)) };
}

describe("reportsOf", () => {
  it("cuts a request into reports of 65 bytes that carry 63", () => {
    const [first = [], second = [], ...more] = reportsOf({
      type: "toy",
      func: "command",
      id: "A1",
      cmd: "Vibrate:10;",
    });
    const text = '{"type":"toy","func":"command","id":"A1","cmd":"Vibrate:10;"}\r\n';
    expect(new TextDecoder().decode(Uint8Array.from(first))).toBe(`\0${text.slice(0, 63)}\0`);
    expect([first.length, second.length, more]).toEqual([65, 0, []]);
    const reports = reportsOf({ type: "toy", func: "command", id: "A1", cmd: "Vibrate1:10;" });
    expect(reports.map(({ length }) => length)).toEqual([65, 65]);
    expect(reports[1]?.slice(0, 4)).toEqual([0, 0x0a, 0, 0]);
  });

  it("names only what there is, in the order that the firmware wants", () => {
    const [report = []] = reportsOf({ func: "stopSearch", type: "usb" });
    const text = new TextDecoder().decode(Uint8Array.from(report.filter((byte) => byte !== 0)));
    expect(text).toBe('{"type":"usb","func":"stopSearch"}\r\n');
  });
});

describe("DongleReader", () => {
  it("joins reports that are not full", () => {
    const { reader, unreadable } = setUp();
    expect(reader.push(report('{"type":"toy","func":"toy'))).toEqual([]);
    expect(reader.push(report('Data","data":{"id":"A1","da'))).toEqual([]);
    expect(reader.push(report('ta":"85;"}}\r\n'))).toEqual([{ func: "toyData", id: "A1", text: "85;" }]);
    expect(unreadable).toEqual([]);
  });

  it("finds objects in noise", () => {
    const { reader, unreadable } = setUp();
    expect(reader.push(report('x" }{"func":"a"}{{"func":"search","result":206}\n'))).toEqual([{ func: "a" }]);
    expect(reader.push(report('{"func":"b"}\r\n{"func":"c"}{"func":"d"}\n{"func'))).toEqual(
      ["b", "c", "d"].map((func) => ({ func })),
    );
    expect(reader.push(report('":"e"}\n\n\r\n'))).toEqual([{ func: "e" }]);
    expect(unreadable).toEqual([]);
  });

  it("prefers what is said of the toy to what is said of the request", () => {
    const { reader } = setUp();
    reader.push(report('{"func":"status","id":"A","result":200,"data":{"id":"B"'));
    expect(reader.push(report(',"status":403}}\n'))).toEqual([{ func: "status", id: "B", code: 403 }]);
  });

  it("says what it cannot read, and does not collect noise without end", () => {
    const { reader, unreadable } = setUp();
    expect(reader.push(report('noise\n{"func":7}\n[1]\n'))).toEqual([]);
    expect(unreadable.splice(0)).toEqual(["noise", '{"func":7}', "[1]"]);
    for (let count = 0; count < 300; count += 1) reader.push(report("x".repeat(63)));
    expect(unreadable.map(({ length }) => length > 16_384)).toEqual([true]);
  });
});
