import { background, type Clock, type Logger } from "@buttplug-ts/core";
import type { DeviceInfo } from "@buttplug-ts/messages";
import type { ButtplugServer, LocalSession } from "@buttplug-ts/server";

export interface WatchReadingsOptions {
  readonly server: ButtplugServer;
  readonly session: LocalSession;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A signal strength in dBm; undefined where the bus cannot tell. Batteries are in the status of their devices. */
  readonly onSignal: (device: number, rssiDbm: number | undefined) => void;
}

/** A battery changes slowly, and a question costs radio time. */
const intervalMs = 30_000;

/** Reads batteries and signal strengths from now on. Returns the function that ends it. */
export function watchReadings({ server, session, clock, logger, onSignal }: WatchReadingsOptions): () => void {
  let ended = false;
  const read = async ({ deviceIndex: index, deviceFeatures }: DeviceInfo) => {
    const rssiDbm = await server.signalStrength(index).catch(() => undefined);
    if (ended) return;
    onSignal(index, rssiDbm);
    const battery = deviceFeatures.find(({ input }) => input?.battery?.command.includes("read"));
    if (battery) await session.read(index, battery.featureIndex, "battery").catch(() => undefined);
  };
  const all = () => {
    for (const device of server.devices) background(read(device), logger, "management");
    return clock.after(intervalMs, () => {
      cancel = all();
    });
  };
  let cancel = all();
  const unobserve = server.observe((event) => {
    if (event.kind !== "device-added") return;
    const added = server.devices.find(({ deviceIndex }) => deviceIndex === event.device.index);
    if (added) background(read(added), logger, "management");
  });
  return () => {
    ended = true;
    unobserve();
    cancel();
  };
}
