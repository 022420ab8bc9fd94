import { useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { useDashboard } from "../use-dashboard.js";

const settleMs = 700;

/**
 * Whether what comes up by itself has been there long enough to be meant: nobody presses it by a click that was for what was there
 * a moment ago. It begins anew with each `key`.
 */
export function useSettled(key: string): boolean {
  const { clock } = useDashboard();
  const isSettled = useSignal(false);
  useLayoutEffect(() => {
    isSettled.value = false;
    return clock.after(settleMs, () => {
      isSettled.value = true;
    });
  }, [key]);
  return isSettled.value;
}
