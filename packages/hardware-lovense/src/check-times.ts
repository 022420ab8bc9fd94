import { ButtplugError } from "@buttplug-ts/core";

/** @throws ButtplugError `usage/invalid-argument` for the first of `times` that is not above 0 */
export function checkTimes<K extends string>(options: Readonly<Record<K, number>>, times: readonly K[]): void {
  for (const argument of times) {
    if (options[argument] > 0) continue;
    const text = `${argument} is ${options[argument]}: expected a number of milliseconds above 0`;
    throw new ButtplugError("usage/invalid-argument", text, { details: { argument } });
  }
}
