import { ButtplugError } from "@buttplug-ts/core";

/** @throws ButtplugError `usage/invalid-argument` for the first time that is not above 0 */
export function checkTimes(times: Readonly<Record<string, number>>): void {
  for (const [argument, valueMs] of Object.entries(times)) {
    if (valueMs > 0) continue;
    const text = `${argument} is ${valueMs}: expected a number of milliseconds above 0`;
    throw new ButtplugError("usage/invalid-argument", text, { details: { argument } });
  }
}
