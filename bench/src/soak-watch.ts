import type { ButtplugServer } from "buttplug-ts/server";
import type { CountingClock } from "./soak-clock.js";
import type { SoakDevice } from "./soak-devices.js";
import type { GuestBook } from "./soak-guest.js";

/** A write under way may take 2 s and the stop after it 1 s; the rest is for a busy machine. */
const unownedLimitMs = 5_000;
/** Far above what the load needs, far below what a leak reaches in ten minutes. */
const timerLimit = 1_000;
const openLimit = 1_000;

/** What is watched. */
export interface Watched {
  readonly server: ButtplugServer;
  readonly clock: CountingClock;
  readonly devices: readonly SoakDevice[];
  readonly guests: number;
  readonly book: GuestBook;
}

/** Looks for what may never be. The result is to be called often, and tells `book` what it sees. */
export function watcher({ server, clock, devices, guests, book }: Watched): () => void {
  const unownedSinceMs = new Map<string, number>();
  return () => {
    const now = clock.now();
    for (const [device, feature] of unowned(server, devices)) {
      const key = `${device.hardware} feature ${feature}`;
      const sinceMs = unownedSinceMs.get(key) ?? now;
      unownedSinceMs.set(key, sinceMs);
      if (now - sinceMs > unownedLimitMs) book.violated(`${key} ran for ${unownedLimitMs} ms without an owner`);
    }
    const still = new Set(unowned(server, devices).map(([device, feature]) => `${device.hardware} feature ${feature}`));
    for (const key of [...unownedSinceMs.keys()]) if (!still.has(key)) unownedSinceMs.delete(key);
    if (clock.pending > timerLimit) book.violated(`${clock.pending} timers are pending`);
    if (book.open > openLimit) book.violated(`${book.open} requests wait for their answer`);
    if (server.sessionCount > 2 * guests) book.violated(`${server.sessionCount} sessions for ${guests} clients`);
  };
}

/** What runs on a connected device although no session that is there drives it. */
export function unowned(
  server: ButtplugServer,
  devices: readonly SoakDevice[],
): readonly (readonly [SoakDevice, number])[] {
  const present = new Set(server.sessions.map(({ id }) => id));
  const statuses = new Map(server.deviceStatus.map((status) => [status.hardware, status.drivers]));
  return devices.flatMap((device) => {
    const drivers = statuses.get(device.hardware);
    if (!drivers || device.running.length === 0) return [];
    const driven = new Set(drivers.filter(({ session }) => present.has(session)).map(({ feature }) => feature));
    return device.running.filter((feature) => !driven.has(feature)).map((feature) => [device, feature] as const);
  });
}
