import type { Clock } from "@buttplug-ts/core";

/** The time of this process, which counts the timers that have neither run nor been cancelled. */
export class CountingClock implements Clock {
  pending = 0;

  now(): number {
    return performance.now();
  }

  after(delayMs: number, callback: () => void): () => void {
    let open = true;
    this.pending += 1;
    const end = () => {
      if (open) this.pending -= 1;
      open = false;
    };
    const timer = setTimeout(() => {
      end();
      callback();
    }, delayMs);
    return () => {
      clearTimeout(timer);
      end();
    };
  }
}
