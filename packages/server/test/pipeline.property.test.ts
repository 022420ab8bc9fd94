import { memoryConfigStore } from "@buttplug-ts/core";
import type { FakeDevice, FakeWrite, WriteFault } from "@buttplug-ts/testing";
import { settle } from "@buttplug-ts/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { LocalSession } from "../src/local-session.js";
import { serverWith, trio } from "./server-bench.js";

/** What may happen, in any order. Numbers are taken modulo what there is. */
type Step =
  | {
      readonly do: "set";
      readonly who: number;
      readonly device: number;
      readonly feature: number;
      readonly value: number;
    }
  | { readonly do: "stop"; readonly who: number; readonly device: number; readonly feature?: number }
  | { readonly do: "stopAll" | "leave" | "hold"; readonly who: number }
  | { readonly do: "fault"; readonly device: number; readonly fault: WriteFault }
  | { readonly do: "slow"; readonly device: number; readonly byMs: number }
  | { readonly do: "vanish" | "arrive"; readonly device: number }
  | { readonly do: "limit"; readonly high: number }
  | { readonly do: "wait"; readonly byMs: number };

const index = fc.nat({ max: 2 });
const device = fc.nat({ max: 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ do: fc.constant("set"), who: index, device, feature: index, value: fc.nat(20) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("wait"), byMs: fc.constantFrom(1, 4, 20, 80, 300, 2_500) }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { do: fc.constant("stop"), who: index, device, feature: index },
      { requiredKeys: ["do", "who", "device"] },
    ),
  },
  fc.record({ do: fc.constantFrom("stopAll", "leave", "hold"), who: index }),
  fc.record({ do: fc.constant("fault"), device, fault: fc.constantFrom<WriteFault>("fail", "hang", "vanish") }),
  fc.record({ do: fc.constant("slow"), device, byMs: fc.constantFrom(0, 5, 60) }),
  fc.record({ do: fc.constantFrom("vanish", "arrive"), device }),
  fc.record({ do: fc.constant("limit"), high: fc.integer({ min: 20, max: 60 }) }),
) as fc.Arbitrary<Step>;

/** Feature and magnitude of a packet of the test protocol. */
function read({ hex }: FakeWrite): readonly [feature: number, level: number] {
  const [feature = 0, type, value = 0] = hex.split(" ").map((byte) => Number.parseInt(byte, 16));
  return [feature, type === 1 && value >= 0x80 ? value - 0x80 : value];
}

async function run(steps: readonly Step[], gapMs: number): Promise<void> {
  const options = { config: memoryConfigStore() };
  const fakes = [0, 1].map((id) => ({ name: "Trio", id: `Trio ${id}`, gapMs }));
  const { server, ready, clock, manager, device: fakeAt } = await serverWith(fakes, [trio], options);
  await (await ready()).close();
  const sessions: LocalSession[] = [0, 1, 2].map((who) => server.openSession(`client ${who}`));
  let top = 100;
  let unsettled = 0;
  let mostUnsettled = 0;
  /** Per device and feature: the level on the device, and what was commanded since the last stop, oldest first. */
  const levels = new Map<string, number>();
  const commanded = new Map<string, number[]>();
  const problems: string[] = [];
  for (const which of [0, 1]) {
    fakeAt(which).onWrite = (write) => {
      const [feature, level] = read(write);
      const key = `${which}/${feature}`;
      levels.set(key, level);
      if (level > top) problems.push(`${key} got ${level}, above ${top}`);
      if (level === 0) return;
      const wanted = commanded.get(key) ?? [];
      const place = wanted.indexOf(level);
      if (place < 0) problems.push(`${key} got ${level}, not one of ${wanted} that were commanded since`);
      // What was commanded before it must never come after it.
      else commanded.set(key, wanted.slice(place));
    };
  }
  const fake = (which: number): FakeDevice => fakeAt(which);
  const indexOf = (which: number) =>
    server.deviceStatus.find(({ hardware }) => hardware === `fake/Trio ${which}`)?.index;
  const forget = (which: number, feature?: number) => {
    for (const each of feature === undefined ? [0, 1, 2] : [feature]) commanded.set(`${which}/${each}`, []);
  };
  /** Runs a stop and checks that it is the last word until a later command. */
  const stopping = (stop: Promise<void>, keys: readonly string[]) => {
    unsettled += 1;
    const before = new Map(keys.map((key) => [key, commanded.get(key)]));
    stop
      .then(
        () => {
          for (const key of keys) {
            const untouched = commanded.get(key) === before.get(key);
            if (untouched && (levels.get(key) ?? 0) !== 0)
              problems.push(`${key} is at ${levels.get(key)} after a stop`);
          }
        },
        () => {},
      )
      .finally(() => {
        unsettled -= 1;
      });
  };
  let level = 0;
  for (const each of steps) {
    switch (each.do) {
      case "set": {
        const at = indexOf(each.device);
        const session = sessions[each.who] as LocalSession;
        if (at === undefined) break;
        // Levels differ from one command to the next, so that each packet tells whose it is.
        level = (level % 19) + 1;
        const value = each.value === 0 ? 0 : level;
        const key = `${each.device}/${each.feature}`;
        unsettled += 1;
        commanded.set(key, [...(commanded.get(key) ?? []), value]);
        const type = each.feature === 2 ? "rotate" : "vibrate";
        session
          .output(at, each.feature, { type, value })
          .catch(() => {})
          .finally(() => {
            unsettled -= 1;
          });
        break;
      }
      case "stop": {
        const at = indexOf(each.device);
        if (at === undefined) break;
        forget(each.device, each.feature);
        const features = each.feature === undefined ? [0, 1, 2] : [each.feature];
        const scope = { device: at, ...(each.feature !== undefined && { feature: each.feature }) };
        stopping(
          (sessions[each.who] as LocalSession).stop(scope),
          features.map((feature) => `${each.device}/${feature}`),
        );
        break;
      }
      case "stopAll": {
        forget(0);
        forget(1);
        stopping((sessions[each.who] as LocalSession).stop(), []);
        break;
      }
      case "hold": {
        forget(0);
        forget(1);
        const hold = server.hold("the test");
        hold.stopped.catch(() => {});
        await settle();
        hold.release();
        break;
      }
      case "leave": {
        void (sessions[each.who] as LocalSession).close();
        sessions[each.who] = server.openSession(`client ${each.who}`);
        break;
      }
      case "fault":
        fake(each.device).writeFaults.push(each.fault);
        break;
      case "slow":
        fake(each.device).writeMs = each.byMs;
        break;
      case "vanish":
        fake(each.device).vanish();
        await settle();
        break;
      case "arrive":
        if (!fake(each.device).connected) manager.arrive(fake(each.device));
        await settle();
        break;
      case "limit":
        top = each.high;
        await server.setUserConfig({ levelCap: each.high / 100, devices: [] });
        break;
      case "wait":
        await clock.advance(each.byMs);
        break;
    }
    mostUnsettled = Math.max(mostUnsettled, unsettled);
  }
  for (const which of [0, 1]) fake(which).writeFaults.length = 0;
  await clock.advance(10_000);
  expect(problems).toEqual([]);
  expect(unsettled).toBe(0);
  for (const { hardware, drivers } of server.deviceStatus) {
    const which = Number(hardware.at(-1));
    for (const feature of [0, 1, 2]) {
      const isDriven = drivers.some((driver) => driver.feature === feature);
      if (!isDriven)
        expect([hardware, feature, levels.get(`${which}/${feature}`) ?? 0]).toEqual([hardware, feature, 0]);
      else expect(levels.get(`${which}/${feature}`)).toBe(commanded.get(`${which}/${feature}`)?.at(-1));
    }
  }
  for (const which of [0, 1]) fake(which).writeMs = 0;
  await server.close();
  for (const which of [0, 1]) {
    if (fake(which).present) for (const feature of [0, 1, 2]) expect(levels.get(`${which}/${feature}`) ?? 0).toBe(0);
  }
  await clock.advance(200_000);
  expect(clock.pendingTimers).toBe(0);
}

it.each([0, 75])(
  "keeps its promises whatever clients, devices and the owner do; gap %i ms",
  { timeout: 120_000 },
  async (gapMs) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), (steps) => run(steps, gapMs)),
      { numRuns: 150 },
    );
  },
);
