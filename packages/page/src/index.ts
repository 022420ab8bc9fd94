/**
 * What only a page needs: a clock that hidden tabs do not slow down, and a stop when the page goes away.
 *
 * @packageDocumentation
 */
export { clockWorkerScript } from "./clock-worker-script.js";
export { type StopOnPageHideOptions, type Stoppable, stopOnPageHide } from "./stop-on-page-hide.js";
export { type ClockMode, type WorkerClock, type WorkerClockOptions, workerClock } from "./worker-clock.js";
