import { ButtplugError } from "@buttplug-ts/core";

/** The error for a parameter of the owner's that cannot be used. */
export function refused(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument } });
}

/** The error for something that the owner names and that is not there. */
export function notThere(argument: string, value: string | number): ButtplugError {
  return refused(argument, `${argument}: there is no ${JSON.stringify(value)}`);
}
