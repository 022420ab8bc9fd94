import { type Clock, sleep } from "@buttplug-ts/core";
import type { HardwareConnection } from "@buttplug-ts/hardware-kit";
import { isPort } from "./serial-ports.js";

/**
 * Ends a connection whose port is gone. Most often a read says so, but the library does not notice a device that left
 * between two reads: the system answers with nothing, and it reads on and on.
 */
export async function guardPort(connection: HardwareConnection, intervalMs: number, clock: Clock): Promise<void> {
  const closed = new AbortController();
  void connection.closed.then(() => closed.abort());
  while (!closed.signal.aborted) {
    await sleep(clock, intervalMs, closed.signal).catch(() => {});
    if (!(await isPort(connection.id))) connection.lost("the port is gone");
  }
}
