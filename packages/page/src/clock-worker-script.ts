/**
 * The text of the worker behind {@link workerClock}: one alarm that each message sets anew, to a number of milliseconds.
 * It answers when the alarm goes off; at once, with no timer that is rounded up, if it is due. Text and not code, so that
 * a page can make a worker of it by itself whatever a bundler does to the rest; `worker.ts` is the same for bundlers.
 */
export const clockWorkerScript: string =
  "let t;onmessage=({data})=>{clearTimeout(t);data>0?t=setTimeout(postMessage,data,0):postMessage(0)};";
