import { ButtplugError, type Clock } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";

/** The result of `work`, or the error of whichever comes first: its time limit or the end of the hardware. */
export function inTime<T>(
  clock: Clock,
  limitMs: number,
  work: Promise<T>,
  closed: Promise<HardwareClosed>,
  onTimeout: () => ButtplugError,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => reject(onTimeout()));
    const ended = closed.then(({ reason }): never => {
      throw new ButtplugError("hardware/disconnected", `the device disconnected: ${reason}`);
    });
    Promise.race([work, ended]).then(resolve, reject).finally(cancel);
  });
}
