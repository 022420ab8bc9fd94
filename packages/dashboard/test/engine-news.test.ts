import type { LogLine } from "@buttplug-ts/management";
import { describe, expect, it } from "vitest";
import { EngineClock } from "../src/engine-clock.js";
import { EngineState } from "../src/engine-state.js";
import { LogLines } from "../src/log-lines.js";

function line(number: number, atMs = number): LogLine {
  return { number, atMs, level: "info", area: "test", message: `line ${number}` };
}

describe("LogLines", () => {
  it("shows a line once, also when the connection was lost in between", () => {
    const logs = new LogLines();
    logs.add([line(1), line(2)]);
    logs.add([line(1), line(2), line(3)]);
    expect(logs.lines.value.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it("begins anew with another engine, whose numbers begin anew", () => {
    const logs = new LogLines();
    logs.add([line(1), line(2), line(3)]);
    logs.add([line(1, 900), line(2, 901)]);
    expect(logs.lines.value.map(({ atMs }) => atMs)).toEqual([900, 901]);
  });

  it("keeps the newest 2,000", () => {
    const logs = new LogLines();
    for (let number = 1; number <= 5_000; number += 1) logs.add([line(number)]);
    expect([logs.lines.value.length, logs.lines.value[0]?.number]).toEqual([2_000, 3_001]);
  });
});

describe("EngineState", () => {
  it("changes the parts that came and no others", () => {
    const state = new EngineState();
    state.apply({ scanning: true, holds: [] });
    const { value: holds } = state.parts.holds;
    state.apply({ scanning: false });
    expect(state.parts.scanning.value).toBe(false);
    expect(state.parts.holds.value).toBe(holds);
    expect(state.parts.devices.value).toBeUndefined();
  });
});

describe("EngineClock", () => {
  it("goes by this machine until the engine tells its time", () => {
    expect(new EngineClock(() => 5_000).now()).toBe(5_000);
  });

  it("takes the freshest news as the engine's time, whichever of the two is ahead", () => {
    let nowMs = 100_000;
    const clock = new EngineClock(() => nowMs);
    clock.note(40_000);
    nowMs = 101_000;
    clock.note(90_900);
    clock.note(60_000);
    nowMs = 102_000;
    expect(clock.now()).toBe(91_900);
  });
});
