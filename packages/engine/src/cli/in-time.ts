import { ButtplugError, systemClock, withTimeLimit } from "@buttplug-ts/core";

/** How long the engine takes to stop everything before it gives up and leaves. */
const shutdownLimitMs = 5_000;

/** @throws ButtplugError `hardware/write-timeout` if devices could not be stopped */
export function inTime(work: Promise<void>): Promise<void> {
  const late = () => {
    const text = `the devices could not all be stopped within ${shutdownLimitMs} ms`;
    return new ButtplugError("hardware/write-timeout", text);
  };
  return withTimeLimit(systemClock, shutdownLimitMs, undefined, late, () => work);
}
