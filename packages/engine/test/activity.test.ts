import type { ActivitySample } from "@buttplug-ts/management";
import { TestClock } from "@buttplug-ts/testing";
import { describe, expect, it } from "vitest";
import { startManaged, testTime } from "./managed-engine.js";

const nora = "Lovense Nora";
const stroker = "The Handy";

/** Somebody looks at the plots of these devices, which the engine itself drives. */
async function plotted(...models: readonly string[]) {
  const clock = new TestClock();
  const managed = await startManaged({ parts: testTime(clock), models });
  const batches: (readonly ActivitySample[])[] = [];
  const end = managed.engine.management.observe((event) => event.event === "activity" && batches.push(event.samples));
  const session = managed.engine.server.openSession("a player");
  await clock.advance(1_000);
  batches.splice(0);
  const outputs = () =>
    batches
      .splice(0)
      .flat()
      .filter(({ kind }) => kind === "output")
      .map(({ device, feature, type, value }) => `${device}/${feature} ${type} ${value}`);
  return { ...managed, clock, session, batches, outputs, end };
}

describe("what outputs do", () => {
  it("is told as a part of the model's highest level, whatever the owner's limits, and when it stops", async () => {
    const { session, clock, outputs, engine } = await plotted(nora);
    await engine.server.setUserConfig({ levelCap: 0.5, devices: [] });
    const vibrating = session.output(0, 0, { type: "vibrate", value: 10 });
    await clock.advance(100);
    await vibrating;
    expect(outputs()).toEqual(["0/0 vibrate 0.5"]);
    const rotating = session.output(0, 1, { type: "rotate", value: -10 });
    await clock.advance(200);
    await rotating;
    expect(outputs()).toEqual(["0/1 rotate -0.5"]);
    await session.stop();
    await clock.advance(50);
    expect(outputs().sort()).toEqual(["0/0 vibrate 0", "0/1 rotate 0"]);
    await clock.advance(10_000);
    expect(outputs()).toEqual([]);
  });

  it("is told twenty times a second at most, with the last level of each time", async () => {
    const { session, clock, batches } = await plotted("Rez TranceVibrator");
    for (let step = 1; step <= 200; step += 1) {
      await session.output(0, 0, { type: "vibrate", value: step });
      await clock.advance(5);
    }
    await clock.advance(50);
    const samples = batches.splice(0).flat();
    expect(samples.length).toBeLessThanOrEqual(21);
    expect(samples.length).toBeGreaterThanOrEqual(20);
    expect(samples.at(-1)?.value).toBe(200 / 255);
    const gaps = samples.slice(1).map(({ atMs }, at) => atMs - (samples[at]?.atMs ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
    expect(samples.every(({ value, atMs }) => value <= 1 && atMs > 1_800_000_000_000)).toBe(true);
  });

  it("is also places", async () => {
    const { session, clock, outputs } = await plotted(stroker);
    const moving = session.output(0, 0, { type: "hwPositionWithDuration", value: 25, duration: 300 });
    await clock.advance(300);
    await moving;
    expect(outputs()).toEqual(["0/0 hwPositionWithDuration 0.25"]);
  });

  it("is of several devices, also of one that came later and one that has left", async () => {
    const { session, clock, outputs, engine, device } = await plotted("Aneros Vivi");
    await engine.management.addSimulated({ model: "Rez TranceVibrator" });
    await clock.advance(100);
    await session.output(1, 0, { type: "vibrate", value: 255 });
    await clock.advance(50);
    expect(outputs()).toEqual(["1/0 vibrate 1"]);
    device("Rez TranceVibrator").vanish();
    const vibrating = session.output(0, 1, { type: "vibrate", value: 127 });
    await clock.advance(100);
    await vibrating;
    expect(outputs()).toEqual(["0/1 vibrate 1"]);
  });
});

describe("what inputs measure", () => {
  it("is told as it is, with its time", async () => {
    const { clock, batches, device } = await plotted(nora);
    device(nora).battery = 33;
    // The next look at the battery.
    await clock.advance(30_000);
    expect(batches.splice(0).flat()).toEqual([
      { atMs: expect.any(Number), device: 0, feature: 2, kind: "input", type: "battery", value: 33 },
    ]);
  });

  it("is no more at a time than a plot needs, however much comes", async () => {
    const { session, clock, batches, device } = await plotted("KGoal Boost");
    const heard: number[] = [];
    await session.subscribe(0, 0, "pressure", ({ value }) => heard.push(value as number));
    for (let reading = 0; reading < 300; reading += 1) {
      device("KGoal Boost").inject("rxpressure", Uint8Array.of(0, 0, 0, reading >> 8, reading & 0xff, 0, 0));
    }
    await clock.advance(49);
    expect(heard.length).toBeGreaterThan(200);
    expect(batches).toEqual([]);
    await clock.advance(1);
    expect(batches.map(({ length }) => length)).toEqual([200]);
    const { atMs: _, ...first } = batches[0]?.[0] ?? ({} as ActivitySample);
    expect(first).toEqual({ device: 0, feature: 0, kind: "input", type: "pressure", value: heard[0] });
  });
});

it("ends with whoever looks", async () => {
  const { session, clock, outputs, end } = await plotted("Rez TranceVibrator");
  await session.output(0, 0, { type: "vibrate", value: 255 });
  end();
  await clock.advance(1_000);
  expect(outputs()).toEqual([]);
});
