import { importUserConfig } from "@buttplug-ts/device-db/import";
import { busName } from "./case-bus.js";
import type { System } from "./case-world.js";
import type { DeviceCase } from "./device-case.js";

/** What the server of a case is made of: with the rules, models and settings of the configuration that the case names. */
export function userConfigOf(
  { userConfigFile }: DeviceCase,
  system: System,
  readUserConfig: (file: string) => string,
): System {
  if (userConfigFile === undefined) return system;
  // Cases make up addresses, on a bus of their own.
  const hardwareOf = (address: string) => `${busName}/${address}`;
  const { config, database } = importUserConfig(readUserConfig(userConfigFile), system.deviceDb, { hardwareOf });
  return { ...system, deviceDb: database, userConfig: config };
}
