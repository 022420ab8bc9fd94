import type { System } from "./case-world.js";
import type { DeviceCase } from "./device-case.js";

/**
 * What the server of a case is made of. The place where the user configuration that a case names changes the system,
 * once files of that format can be imported.
 */
export function userConfigOf(
  { userConfigFile }: DeviceCase,
  system: System,
): { readonly system: System } | { readonly cannot: string } {
  if (userConfigFile === undefined) return { system };
  return { cannot: "user configuration files cannot be imported yet (issue 6)" };
}
