import type { UserConfig } from "@buttplug-ts/device-db/user-config";
import type { KnownOutputCommand } from "@buttplug-ts/messages";
import { replay } from "@buttplug-ts/recording";
import type { LocalSession } from "@buttplug-ts/server";
import fc from "fast-check";
import { expect, it } from "vitest";
import { recordedWorld } from "./recorded-world.js";

/** A packet for all features, a packet each, a keepalive, a motion that goes on by itself, and no gap. */
const models = ["Lovense Nora", "Aneros Vivi", "Satisfyer Hot Spot", "Lovense Solace Pro", "Vorze UFO SA"];

type Action =
  | { kind: "output"; session: number; device: number; feature: number; part: number }
  | { kind: "stop"; session: number; device: number; feature: number | undefined }
  | { kind: "turns"; count: number }
  | { kind: "pass"; ms: number }
  | { kind: "fail"; device: number }
  | { kind: "slow" | "stall" | "leave"; device: number; ms: number }
  | { kind: "close"; session: number }
  | { kind: "settings"; levelCap: number; maxRisePerSecond: number }
  | { kind: "read"; device: number }
  | { kind: "hold"; ms: number };

const pick = fc.nat(1);
const is = <K extends string>(kind: K): fc.Arbitrary<K> => fc.constant(kind);
const passed = fc.oneof(fc.constantFrom(0, 0.3, 1, 4, 75), fc.nat(3_000));

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: is("output"), session: pick, device: pick, feature: pick, part: fc.nat(10) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: is("stop"), session: pick, device: pick, feature: fc.constantFrom(undefined, 0, 1) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: is("turns"), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: is("pass"), ms: passed }) },
  { weight: 1, arbitrary: fc.record({ kind: is("fail"), device: pick }) },
  { weight: 2, arbitrary: fc.record({ kind: is("slow"), device: pick, ms: fc.constantFrom(0, 0.5, 30, 400, 2_500) }) },
  { weight: 1, arbitrary: fc.record({ kind: is("stall"), device: pick, ms: fc.constantFrom(3, 700, 2_500) }) },
  { weight: 1, arbitrary: fc.record({ kind: is("leave"), device: pick, ms: fc.nat(2_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: is("close"), session: pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: is("settings"),
      levelCap: fc.constantFrom(0.3, 1),
      maxRisePerSecond: fc.constantFrom(3, 40),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: is("read"), device: pick }) },
  { weight: 1, arbitrary: fc.record({ kind: is("hold"), ms: fc.nat(200) }) },
);

class Player {
  readonly #world: ReturnType<typeof recordedWorld>;
  readonly #sessions = new Map<number, LocalSession>();

  constructor(world: ReturnType<typeof recordedWorld>) {
    this.#world = world;
  }

  async play(step: Action): Promise<void> {
    const { clock, server, device } = this.#world;
    const ignored = () => {};
    switch (step.kind) {
      case "output": {
        const command = commandFor(device(step.device).model.features[step.feature]?.outputs ?? {}, step.part);
        if (command) this.#session(step.session).output(step.device, step.feature, command).catch(ignored);
        break;
      }
      case "stop": {
        const { feature } = step;
        const scope = { device: step.device, ...(feature !== undefined && { feature }) };
        this.#session(step.session).stop(scope).catch(ignored);
        break;
      }
      case "turns":
        for (let turn = 0; turn < step.count; turn += 1) await Promise.resolve();
        break;
      case "pass":
        await clock.advance(step.ms);
        break;
      case "fail":
        device(step.device).faults.failWrites += 1;
        break;
      case "slow":
        device(step.device).faults.writeMs = step.ms;
        break;
      case "stall":
        clock.after(step.ms, device(step.device).stall());
        break;
      case "leave":
        device(step.device).vanish();
        clock.after(step.ms, () => device(step.device).appear());
        break;
      case "close":
        void this.#session(step.session).close();
        this.#sessions.delete(step.session);
        break;
      case "settings":
        await server.setUserConfig(settingsOf(device().model, step));
        break;
      case "read":
        this.#session(0)
          .read(step.device, batteryOf(device(step.device).model), "battery")
          .catch(ignored);
        break;
      case "hold": {
        const hold = server.hold("the owner");
        hold.stopped.catch(ignored);
        clock.after(step.ms, () => hold.release());
      }
    }
  }

  #session(index: number): LocalSession {
    const session = this.#sessions.get(index) ?? this.#world.server.openSession(`Session ${index}`);
    this.#sessions.set(index, session);
    return session;
  }
}

type Model = ReturnType<ReturnType<typeof recordedWorld>["device"]>["model"];

function commandFor(outputs: Model["features"][number]["outputs"], part: number): KnownOutputCommand | undefined {
  const [type, definition] = Object.entries(outputs)[part % Math.max(1, Object.keys(outputs).length)] ?? [];
  if (!type || !definition) return undefined;
  const [low, high] = definition.range;
  const value = Math.round(low + ((high - low) * part) / 10);
  const duration = type === "hwPositionWithDuration" ? { duration: 100 + part * 90 } : {};
  return { type, value, ...duration } as KnownOutputCommand;
}

function settingsOf(
  { protocol, identifier, features }: Model,
  { levelCap, maxRisePerSecond }: { levelCap: number; maxRisePerSecond: number },
): UserConfig {
  if (!features[0]?.outputs.vibrate) return { levelCap, devices: [] };
  const limited = { 0: { outputs: { vibrate: { maxRisePerSecond } } } };
  return { levelCap, devices: [{ protocol, identifier, features: limited }] };
}

function batteryOf({ features }: Model): number {
  return features.find(({ inputs }) => inputs.battery)?.index ?? 0;
}

it("gives the recorded packets of whatever sessions, devices and the owner did", async () => {
  const pairs = fc.tuple(fc.constantFrom(...models), fc.constantFrom(...models));
  await fc.assert(
    fc.asyncProperty(pairs, fc.array(action, { minLength: 5, maxLength: 60 }), async (pair, steps) => {
      const world = recordedWorld(pair);
      await world.scan();
      const player = new Player(world);
      for (const step of steps) await player.play(step);
      await world.clock.advance(10_000);
      const text = await world.finish();
      const report = await replay(text);
      expect(report, text).toEqual({ outcome: "equal", packets: expect.any(Number), notes: [] });
    }),
    { numRuns: 60 },
  );
}, 60_000);
