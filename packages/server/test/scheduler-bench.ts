import type { OutputType } from "@buttplug-ts/core";
import { type Keepalive, openEncoder, type ProtocolDefinition } from "@buttplug-ts/protocol-kit";
import {
  FakeDevice,
  FakeHardwareManager,
  outputFeature,
  TestClock,
  testModel,
  testProtocol,
} from "@buttplug-ts/testing";
import { DeviceLimits, type DeviceSettings } from "../src/device-limits.js";
import { DeviceOutput } from "../src/device-output.js";
import { type CommandResult, OutputScheduler } from "../src/output-scheduler.js";
import { OutputShaper } from "../src/output-shaper.js";

/** A scheduler on a fake device, with the results of the commands that were handed to it. */
export async function schedulerOn(options: {
  outputs: readonly OutputType[];
  gapMs?: number;
  keepalive?: Keepalive;
  needsKeepalive?: boolean;
  protocol?: ProtocolDefinition;
  settings?: DeviceSettings;
}) {
  const { outputs, gapMs = 0, protocol = testProtocol, needsKeepalive = false } = options;
  const clock = new TestClock();
  // Not at zero, where a forgotten time would not show.
  await clock.advance(1_000);
  const device = new FakeDevice({ name: "Bench", needsKeepalive });
  const manager = new FakeHardwareManager(clock, [device]);
  const plan = { kind: "bluetooth", protocol: "test", services: {} } as const;
  const hardware = await manager.open("Bench", [plan], { signal: new AbortController().signal });
  const lost: string[] = [];
  const model = testModel(
    "Bench",
    outputs.map((type, index) => outputFeature(index, type)),
  );
  const output = new DeviceOutput({
    hardware,
    encoder: openEncoder(protocol, model),
    features: outputs.map((type, index) => ({ index, outputs: [type] })),
    keepalive: options.keepalive,
    clock,
  });
  const shaper = new OutputShaper(new DeviceLimits(model, options.settings ?? {}), gapMs);
  const scheduler = new OutputScheduler({
    output,
    shaper,
    featureCount: outputs.length,
    gapMs,
    clock,
    onLost: (error) => lost.push(error.code),
  });
  const results: string[] = [];
  const say = (name: string) => (result: CommandResult) => {
    results.push(`${name} ${typeof result === "string" ? result : result.code}`);
  };
  /** Submits a value for a feature's first output; its result is noted under `feature=value`. */
  const set = (feature: number, value: number, durationMs = 0) => {
    const type = outputs[feature] as OutputType;
    scheduler.submit({ feature, type, value, durationMs }, say(`${feature}=${value}`));
  };
  const stop = (...features: number[]) => {
    const scope = features.length === 0 ? "all" : new Set(features);
    const done = scheduler.stop(scope);
    done.then(
      () => results.push("stopped"),
      (error) => results.push(`stop ${error.code}`),
    );
    return done;
  };
  /** Bytes and results since the last call. */
  const take = () => ({ writes: device.takeWrites(), results: results.splice(0) });
  return { clock, device, output, scheduler, shaper, model, lost, set, stop, take };
}
