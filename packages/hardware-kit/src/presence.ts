import { type Advertisement, type Clock, type HardwareId, sleep } from "@buttplug-ts/core";

export interface PresenceOptions {
  /** What is there now. */
  readonly list: () => Promise<readonly Advertisement[]>;
  readonly intervalMs: number;
  readonly clock: Clock;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly onArrived: (advertisement: Advertisement) => void;
  readonly onLeft?: (id: HardwareId) => void;
  /** The list could not be had; it is tried again after the interval. */
  readonly onError?: (error: unknown) => void;
}

/** Watches a bus that can only be asked what is there. What is there at the beginning counts as arrived. */
export async function watchPresence(options: PresenceOptions): Promise<void> {
  const { list, intervalMs, clock, signal, onArrived, onLeft, onError } = options;
  let present = new Set<HardwareId>();
  while (!signal.aborted) {
    try {
      const now = await list();
      if (signal.aborted) return;
      const ids = new Set(now.map(({ id }) => id));
      for (const id of present) if (!ids.has(id)) onLeft?.(id);
      for (const advertisement of now) if (!present.has(advertisement.id)) onArrived(advertisement);
      present = ids;
    } catch (error) {
      onError?.(error);
    }
    await sleep(clock, intervalMs, signal).catch(() => {});
  }
}
