import { type Clock, sleep } from "@buttplug-ts/core";
import { busErrorName } from "./system-bus.js";

const firstPauseMs = 20;
const longestPauseMs = 500;

/** Calls bluetoothd again for as long as it is busy with something else, such as another program's connection, until `signal` aborts. */
export async function whileBusy<T>(clock: Clock, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted || busErrorName(error) !== "org.bluez.Error.InProgress") throw error;
      await sleep(clock, pauseMs, signal);
    }
  }
}
