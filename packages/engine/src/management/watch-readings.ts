import { background, type Clock, type Logger } from "@buttplug-ts/core";
import type { ButtplugServer, LocalSession } from "@buttplug-ts/server";
import type { LastReadings } from "./device-states.js";

export interface WatchReadingsOptions {
  readonly server: ButtplugServer;
  readonly session: LocalSession;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onReadings: (device: number, readings: LastReadings) => void;
}

/** A battery changes slowly, and a question costs radio time. */
const intervalMs = 30_000;

/** Reads batteries and signal strengths for as long as somebody looks. Returns the function that ends it. */
export function watchReadings({ server, session, clock, logger, onReadings }: WatchReadingsOptions): () => void {
  let ended = false;
  let cancel: () => void = () => {};
  const read = async (index: number) => {
    const rssiDbm = await server.signalStrength(index).catch(() => undefined);
    const battery = server.devices
      .find(({ deviceIndex }) => deviceIndex === index)
      ?.deviceFeatures.find(({ input }) => input?.battery !== undefined);
    if (battery) await session.read(index, battery.featureIndex, "battery").catch(() => undefined);
    if (!ended) onReadings(index, rssiDbm === undefined ? {} : { rssiDbm });
  };
  const all = () => {
    for (const { deviceIndex } of server.devices) background(read(deviceIndex), logger, "management");
    cancel = clock.after(intervalMs, all);
  };
  all();
  const unobserve = server.observe((event) => {
    if (event.kind === "device-added") background(read(event.device.index), logger, "management");
  });
  return () => {
    ended = true;
    unobserve();
    cancel();
  };
}
