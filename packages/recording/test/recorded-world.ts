import { deviceDatabase } from "@buttplug-ts/device-db";
import { type SimulatedDevice, SimulatedHardwareManager, simulate } from "@buttplug-ts/hardware-simulated";
import { protocols } from "@buttplug-ts/protocols";
import { memorySink, type RecordOptions, record } from "@buttplug-ts/recording";
import { ButtplugServer } from "@buttplug-ts/server";
import { settle, TestClock } from "@buttplug-ts/testing";

export const addresses = ["C0:FF:EE:00:00:01", "C0:FF:EE:00:00:02", "C0:FF:EE:00:00:03"] as const;

/** A server whose life is recorded, with simulated devices in range that no scan has found yet. */
export function recordedWorld(models: readonly string[], options: Partial<RecordOptions> = {}) {
  const clock = new TestClock();
  const devices = models.map((model, index) => simulate(model, { address: addresses[index] ?? "", gapMs: 75 }));
  const manager = new SimulatedHardwareManager({ devices, clock, name: "bluetooth" });
  const server = new ButtplugServer("World", { managers: [manager], protocols, deviceDb: deviceDatabase, clock });
  const sink = memorySink();
  const recorder = record(server, sink, { clock, startedAt: new Date(0), ...options });
  const scan = async () => {
    const session = server.openSession("scanner");
    const scanned = session.scan();
    await clock.advance(30_000);
    await scanned;
    await session.close();
  };
  /** Closes the server, then the recording, and gives its text. */
  const finish = async () => {
    const closed = server.close();
    await clock.advance(5_000);
    await closed;
    await recorder.close();
    return sink.text;
  };
  const device = (index = 0) => devices[index] as SimulatedDevice;
  return { clock, server, recorder, sink, device, scan, finish, settle };
}

const vibrate = (value: number) => ({ type: "vibrate", value }) as const;

/** Two devices and two sessions; values faster than the gap, stops, slow and failing writes, a device that leaves and returns. */
export async function scriptedLife(options: Partial<RecordOptions> = {}): Promise<string> {
  const world = recordedWorld(["Aneros Vivi", "Lovense Nora"], options);
  const { server, clock, device, scan } = world;
  await scan();
  const [one, two] = [server.openSession("One"), server.openSession("Two")];
  const all = (...work: readonly Promise<unknown>[]) => Promise.allSettled(work);
  const first = all(
    one.output(0, 0, vibrate(5)),
    one.output(1, 1, { type: "rotate", value: -7 }),
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
  const asked = all(one.read(1, 2, "battery"), one.output(1, 1, { type: "rotate", value: 3 }));
  await clock.advance(500);
  device(1).faults.failWrites = 1;
  const failed = all(one.output(1, 0, vibrate(20)));
  await clock.advance(3_000);
  const again = all(one.output(1, 0, vibrate(6)), one.output(1, 1, { type: "rotate", value: 2 }));
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
