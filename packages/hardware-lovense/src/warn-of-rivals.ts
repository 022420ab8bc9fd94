import { type Logger, onAbort } from "@buttplug-ts/core";
import type { HardwareManager } from "@buttplug-ts/hardware";

/** Says once, as soon as it is so, that a dongle and Bluetooth look for the same toys. */
export function warnOfRivals(
  dongle: HardwareManager,
  bluetooth: HardwareManager,
  logger: Logger,
  signal: AbortSignal,
): void {
  let isSaid = false;
  const look = () => {
    if (isSaid || !dongle.availability.value.usable || !bluetooth.availability.value.usable) return;
    isSaid = true;
    const text = "the Lovense dongle and Bluetooth compete for toys; unplug the dongle or switch one of the two off";
    logger.log("warn", dongle.name, text);
  };
  for (const { availability } of [dongle, bluetooth]) onAbort(signal, availability.subscribe(look));
  look();
}
