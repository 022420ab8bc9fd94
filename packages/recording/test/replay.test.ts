import { replay } from "@buttplug-ts/recording";
import { describe, expect, it } from "vitest";
import { recordedWorld } from "./recorded-world.js";

const vibrate = (value: number) => ({ type: "vibrate", value }) as const;

/** Two devices and two sessions; values faster than the gap, stops, slow and failing writes, a device that leaves and returns. */
async function scripted() {
  const world = recordedWorld(["Lovense Nora", "Aneros Vivi"]);
  const { server, clock, device, scan } = world;
  await scan();
  const [one, two] = [server.openSession("One"), server.openSession("Two")];
  const all = (...work: readonly Promise<unknown>[]) => Promise.allSettled(work);
  const first = all(
    one.output(0, 0, vibrate(5)),
    one.output(0, 1, { type: "rotate", value: -7 }),
    two.output(1, 0, vibrate(9)),
  );
  await clock.advance(30);
  const second = all(two.output(0, 0, vibrate(8)), one.output(0, 0, vibrate(11)));
  await clock.advance(200);
  device(0).faults.writeMs = 40;
  const third = all(one.output(0, 0, vibrate(3)));
  await clock.advance(10);
  const stopped = all(two.stop({ device: 0 }), one.output(0, 0, vibrate(4)));
  await clock.advance(500);
  device(0).faults.writeMs = 0;
  const asked = all(one.read(0, 2, "battery"), one.output(0, 1, { type: "rotate", value: 3 }));
  await clock.advance(500);
  device(1).faults.failWrites = 1;
  const failed = all(one.output(1, 0, vibrate(20)));
  await clock.advance(3_000);
  const again = all(one.output(1, 0, vibrate(6)), one.output(1, 1, vibrate(2)));
  await clock.advance(300);
  device(0).vanish();
  await clock.advance(700);
  device(0).appear();
  await clock.advance(2_000);
  const back = all(two.output(0, 0, vibrate(17)));
  await clock.advance(100);
  await server.setUserConfig({ levelCap: 0.5, devices: [] });
  await clock.advance(1_000);
  const closed = two.close();
  await clock.advance(1_000);
  const held = server.hold("the owner");
  await clock.advance(1_000);
  held.release();
  await Promise.all([first, second, third, stopped, asked, failed, again, back, closed, held.stopped]);
  return world.finish();
}

describe("a replay", () => {
  it("gives the recorded packets of several sessions, stops, faults and a device that returns", async () => {
    const text = await scripted();
    const report = await replay(text);
    expect(report).toEqual({ outcome: "equal", packets: expect.any(Number), notes: [] });
    expect(report.packets).toBe(text.split("\n").filter((line) => line.includes('"kind":"write"')).length);
    expect(report.packets).toBeGreaterThan(20);
    expect(await replay(text)).toEqual(report);
  });
});
