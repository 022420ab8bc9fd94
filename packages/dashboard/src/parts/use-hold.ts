import { isButtplugError } from "@buttplug-ts/core";
import type { HoldState } from "@buttplug-ts/management";
import { useRef, useState } from "preact/hooks";
import { HandValue } from "../hand-value.js";
import { useDashboard } from "../use-dashboard.js";
import { useTold } from "./use-told.js";

export interface HoldControl {
  /** Whether the engine said so, or has answered so since. */
  readonly isHeld: boolean;
  /** Releases what is held, all of it, else holds. */
  turn(): Promise<void>;
}

/** What a button holds and releases: `holds` are those of the engine's that are about exactly `devices`, all if that is absent. */
export function useHold(holds: readonly HoldState[], devices?: readonly number[]): HoldControl {
  const { call, clock } = useDashboard();
  const isTold = holds.length > 0;
  const [answered] = useState(() => new HandValue<boolean>(clock));
  /** Of what was answered, which may not be told yet. */
  const made = useRef<readonly string[]>([]);
  useTold(answered, isTold);
  const isHeld = answered.value.value ?? isTold;
  const release = (hold: string) =>
    call("release", { hold }).catch((error: unknown) => {
      // Somebody else was faster.
      if (!isButtplugError(error, "usage/invalid-argument")) throw error;
    });
  return {
    isHeld,
    async turn() {
      if (isHeld) {
        const all = new Set([...holds.map(({ id }) => id), ...made.current]);
        await Promise.all([...all].map(release));
        made.current = [];
      } else made.current = [...made.current, (await call("hold", { ...(devices && { devices }) })).hold];
      answered.set(!isHeld);
      answered.taken();
    },
  };
}
