import { textOf } from "@buttplug-ts/core";
import { unavailable } from "./open-connections.js";

/**
 * Loads a library that is not installed with this package.
 * @throws ButtplugError `hardware/unavailable`; its sentence, fit for `availability`, says what to install or why it does not load
 */
export async function importNative<T>(manager: string, library: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const isAbsent =
      typeof error === "object" && error !== null && "code" in error && /MODULE_NOT_FOUND/.test(`${error.code}`);
    const why = isAbsent
      ? `The package ${library}, which ${manager} needs, is not installed: run "npm install ${library}".`
      : `The package ${library}, which ${manager} needs, does not load here: ${textOf(error)}.`;
    throw unavailable(manager, why, error);
  }
}
