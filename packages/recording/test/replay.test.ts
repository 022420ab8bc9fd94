import { memorySink, record, replay } from "@buttplug-ts/recording";
import { describe, expect, it } from "vitest";
import { recordedWorld, scriptedLife } from "./recorded-world.js";

/** `Battery;` */
const question = "42 61 74 74 65 72 79 3b";
const isWrite = (line: string) => line.includes('"kind":"write"');

describe("a replay", () => {
  it("gives the recorded packets of several sessions, stops, faults and a device that returns, every time", async () => {
    const text = await scriptedLife();
    const lines = text.split("\n");
    const report = await replay(text);
    expect(report).toEqual({ outcome: "equal", packets: lines.filter(isWrite).length, notes: [] });
    expect(report.packets).toBeGreaterThan(20);
    for (const part of [
      '"error":"the simulated',
      '"kind":"device-removed"',
      '"kind":"held"',
      '"result":"superseded"',
    ]) {
      expect(text).toContain(part);
    }
    expect(await replay(text)).toEqual(report);
  });

  it("finds each byte that is another one", async () => {
    const lines = (await scriptedLife()).split("\n");
    const writes = [...lines.keys()].filter((index) => isWrite(lines[index] ?? ""));
    for (const index of writes) {
      const changed = lines.with(index, (lines[index] ?? "").replace(/([0-9a-f])(",)(?="withResponse)/, flip));
      const { outcome, difference } = await replay(changed.join("\n"));
      expect({ outcome, line: difference?.line }).toEqual({ outcome: "different", line: index + 1 });
      const recorded = /"data":"([^"]*)"/.exec(lines[index] ?? "")?.[1];
      // Nobody asks a sensor with other bytes, so then there is nothing to compare with.
      if (recorded !== question) expect(difference?.got?.hex).toBe(recorded);
      expect(difference?.text).toContain(`line ${index + 1}: expected`);
    }
  });

  it("finds a packet that is missing or comes at another time", async () => {
    const lines = (await scriptedLife()).split("\n");
    for (const index of [...lines.keys()].filter((each) => isWrite(lines[each] ?? ""))) {
      // Who asked a sensor is known from the question alone.
      if (lines[index]?.includes(question)) continue;
      const without = await replay(lines.toSpliced(index, 1).join("\n"), { toleranceMs: 0 });
      expect(without.outcome, `without line ${index + 1}: ${lines[index]}`).toBe("different");
    }
    const keepalive = recordedWorld(["Satisfyer Hot Spot"]);
    await keepalive.scan();
    const text = await keepalive.finish();
    expect(await replay(text)).toMatchObject({ outcome: "equal" });
    const early = await replay(text.replace('"at":9000,', '"at":8500,'));
    expect(early).toMatchObject({ outcome: "different", difference: { atMs: 8500, expected: { hex: "00 00 00 00" } } });
    const late = await replay(text.replaceAll('"at":9000,', '"at":9200,'));
    expect(late).toMatchObject({ outcome: "different", difference: { atMs: 9200, got: { atMs: 9000 } } });
    const tolerated = await replay(text.replaceAll('"at":9000,', '"at":9200,'), { toleranceMs: 500 });
    expect(tolerated.outcome).toBe("equal");
  });

  it("says which models it does not know, and what it could not compare", async () => {
    const text = await scriptedLife();
    const strange = await replay(text.replaceAll('"model":"lovense-nora"', '"model":"lovense-of-tomorrow"'));
    expect(strange.outcome).toBe("incomplete");
    expect(strange.notes).toEqual([expect.stringMatching(/^bluetooth\/device-\d .* no model "lovense-of-tomorrow"/)]);
    expect(strange.packets).toBeGreaterThan(5);
  });

  it("says that a command is refused today", async () => {
    const text = await scriptedLife();
    const report = await replay(text.replace('"output":"vibrate","value":17', '"output":"vibrate","value":1700'));
    expect(report.difference?.text).toMatch(/line \d+: bluetooth\/device-1 refused a command that it took/);
  });

  it("of what began before the recording does as well as it can, and says so", async () => {
    const world = recordedWorld(["Aneros Vivi"]);
    await world.recorder.close();
    await world.scan();
    const sink = memorySink();
    const recorder = record(world.server, sink, { clock: world.clock });
    const session = world.server.openSession("One");
    const written = session.output(0, 0, { type: "vibrate", value: 5 });
    await world.clock.advance(100);
    await written;
    await recorder.close();
    await world.finish();
    const note = "bluetooth/device-1 (Aneros Vivi) was connected before the recording began";
    expect(await replay(sink.text)).toEqual({ outcome: "incomplete", packets: 1, notes: [note] });
  });
});

function flip(_: string, digit: string, rest: string): string {
  return (Number.parseInt(digit, 16) ^ 1).toString(16) + rest;
}
