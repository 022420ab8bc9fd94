import { type Clock, sleep } from "@buttplug-ts/core";
import type { HardwareConnection } from "@buttplug-ts/hardware-kit";
import { portMark } from "./serial-ports.js";

/**
 * Ends a connection whose port is gone, or was plugged in anew. Most often a read says so, but the library does not notice
 * a device that left between two reads: the system answers with nothing, and it reads on and on.
 */
export async function guardPort(connection: HardwareConnection, intervalMs: number, clock: Clock): Promise<void> {
  const closed = new AbortController();
  void connection.closed.then(() => closed.abort());
  const mark = portMark(connection.id);
  while (!closed.signal.aborted) {
    await sleep(clock, intervalMs, closed.signal).catch(() => {});
    const now = await portMark(connection.id);
    if (now === undefined) connection.lost("the port is gone");
    else if (now !== (await mark)) connection.lost("the port is another one now");
  }
}
