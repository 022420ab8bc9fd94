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
