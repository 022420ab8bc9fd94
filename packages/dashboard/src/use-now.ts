import { useEffect, useState } from "preact/hooks";
import { useDashboard } from "./use-dashboard.js";

/** The engine's time of day in milliseconds since 1970; the component is rendered again every `everyMs`. */
export function useNow(everyMs: number): number {
  const { clock, engineClock } = useDashboard();
  const [, setTick] = useState(0);
  useEffect(() => {
    let cancel = () => {};
    const tick = () => {
      setTick((count) => count + 1);
      cancel = clock.after(everyMs, tick);
    };
    cancel = clock.after(everyMs, tick);
    return () => cancel();
  }, [clock, everyMs]);
  return engineClock.now();
}
