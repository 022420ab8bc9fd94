/**
 * The worker behind `workerClock`, for applications that host it themselves and pass its address as `workerUrl`.
 * Bundle it as an entry of its own; it does the same as `clockWorkerScript`, which needs no bundler.
 *
 * @packageDocumentation
 */
import { type Cancel, systemClock } from "@buttplug-ts/core";

let cancel: Cancel = () => {};

addEventListener("message", ({ data }: MessageEvent<number>) => {
  cancel();
  if (data > 0) cancel = systemClock.after(data, () => postMessage(0));
  else postMessage(0);
});
