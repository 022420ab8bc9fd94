import { ButtplugError, type Clock, systemClock, toHex } from "@buttplug-ts/core";
import type { RecordedWrite, SimulatedDevice } from "@buttplug-ts/hardware-simulated";

/** A packet as fact sheets write it: `tx f1 40`, or `tx "Vibrate:10;"` where it is text. */
export function packetText({ endpoint, data }: Pick<RecordedWrite, "endpoint" | "data">): string {
  const text = String.fromCharCode(...data);
  return `${endpoint} ${/^[ -~]+$/.test(text) ? JSON.stringify(text) : toHex(data)}`;
}

/** All packets that reached the device, oldest first, as {@link packetText} shows them. */
export function packetsOf(device: SimulatedDevice): readonly string[] {
  return device.writes.map(packetText);
}

/**
 * The outputs that are not at rest, such as `Lovense Nora: vibrate 10`; empty if all are. Positions are places, not
 * levels: they are at rest wherever they are.
 */
export function restlessOutputs(...devices: readonly SimulatedDevice[]): readonly string[] {
  return devices.flatMap(({ model, levels }) =>
    levels
      .filter(({ output, value }) => value !== 0 && output !== "position" && output !== "hwPositionWithDuration")
      .map(({ output, value }) => `${model.name}: ${output} ${value}`),
  );
}

/**
 * The next packet that reaches the device and that `isWanted` accepts, as text.
 * @throws ButtplugError `request/timeout` if none comes within `timeoutMs`; it lists what came instead.
 */
export function nextPacket(
  device: SimulatedDevice,
  isWanted: (packet: string) => boolean = () => true,
  options: { readonly timeoutMs?: number; readonly clock?: Clock } = {},
): Promise<string> {
  const { timeoutMs: afterMs = 2_000, clock = systemClock } = options;
  const others: string[] = [];
  return new Promise((resolve, reject) => {
    const end = () => {
      off();
      cancel();
    };
    const off = device.onWrite((write) => {
      const packet = packetText(write);
      if (!isWanted(packet)) return void others.push(packet);
      end();
      resolve(packet);
    });
    const cancel = clock.after(afterMs, () => {
      end();
      const instead = others.length > 0 ? `; it got ${others.join(", ")}` : "";
      const text = `${device.model.name} got no such packet within ${afterMs} ms${instead}`;
      reject(new ButtplugError("request/timeout", text, { details: { request: "packet", afterMs } }));
    });
  });
}
