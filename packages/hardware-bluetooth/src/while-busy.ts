import { type Clock, sleep, textOf } from "@buttplug-ts/core";
import { busErrorName } from "./system-bus.js";

const firstPauseMs = 20;
const longestPauseMs = 500;

/** Also with the name `Failed`, where the kernel is busy. */
const busyTexts = /already in progress|le-connection-(busy|already-connected)|resource busy/i;

/** Whether bluetoothd would do it a little later. */
export function isBusy(error: unknown): boolean {
  const name = busErrorName(error);
  return name === "org.bluez.Error.InProgress" || (name === "org.bluez.Error.Failed" && busyTexts.test(textOf(error)));
}

/** Calls bluetoothd again for as long as it is busy with something else, such as another program's connection, until `signal` aborts. */
export async function whileBusy<T>(clock: Clock, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted || !isBusy(error)) throw error;
      await sleep(clock, pauseMs, signal);
    }
  }
}
