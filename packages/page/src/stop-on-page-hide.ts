import { type Cancel, type Clock, type Logger, silentLogger, systemClock, textOf } from "@buttplug-ts/core";

/** What can stop all devices: a client, or a server inside the page. */
export interface Stoppable {
  stopAll(): Promise<void>;
}

/** When else devices are stopped. */
export interface StopOnPageHideOptions {
  /** Also when the page is hidden: another tab in front, the window minimised, the screen locked. Default: no. */
  readonly whenHidden?: boolean | undefined;
  /** How long the page may be hidden before that, in milliseconds. Default 0: at once. */
  readonly hiddenAfterMs?: number | undefined;
  /** Measures `hiddenAfterMs`. Default: the page's own, which is late by a second or, after minutes, by a minute. */
  readonly clock?: Clock | undefined;
  /** Hears of stops that failed. */
  readonly logger?: Logger | undefined;
}

const leaving = ["pagehide", "freeze"] as const;
/** `freeze` is of the document and does not bubble. */
const onItsWay = { capture: true };

/**
 * Calls `target.stopAll()` whenever the page goes away: it is closed, reloaded or left, also into the back/forward cache,
 * or it is frozen, as Chrome on Android does with pages that were in the background for a minute. The stop leaves as well
 * as a page can do it: nothing in a page outlasts a crash, or a system that kills it.
 *
 * Each call stands for itself, and stops again each time. Outputs are never replayed: neither when a page comes back
 * from the cache (`pageshow` with `persisted`) nor when it is seen again. Commands sent while hidden are not held back.
 *
 * @returns the function that ends this.
 */
export function stopOnPageHide(target: Stoppable, options: StopOnPageHideOptions = {}): () => void {
  const { whenHidden = false, hiddenAfterMs = 0, clock = systemClock, logger = silentLogger } = options;
  let cancel: Cancel = () => {};

  const stop = () => {
    cancel();
    // An async function: what throws at once is caught as well, and the stop is on its way before the listener returns.
    const stopping = (async () => target.stopAll())();
    stopping.catch((error: unknown) => logger.log("warn", "page", `not everything was stopped: ${textOf(error)}`));
  };
  const onVisibility = () => {
    cancel();
    if (document.visibilityState !== "hidden") return;
    if (hiddenAfterMs > 0) cancel = clock.after(hiddenAfterMs, stop);
    else stop();
  };

  for (const event of leaving) addEventListener(event, stop, onItsWay);
  if (whenHidden) document.addEventListener("visibilitychange", onVisibility);
  return () => {
    cancel();
    for (const event of leaving) removeEventListener(event, stop, onItsWay);
    document.removeEventListener("visibilitychange", onVisibility);
  };
}
