import { ButtplugError, type ConfigStore } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { OutputLimits, UserConfig, UserDevice, UserFeature } from "@buttplug-ts/device-db/user-config";
import {
  checkUserConfig,
  editUserConfig,
  parseUserConfig,
  serializeUserConfig,
  type UserDeviceChange,
} from "@buttplug-ts/device-db/user-config-file";
import type { DeviceChange } from "@buttplug-ts/management";
import type { ButtplugServer } from "@buttplug-ts/server";

const documentName = "config";

export interface ChangeSettingsOptions {
  readonly server: ButtplugServer;
  readonly deviceDb: DeviceDatabase;
  readonly store: ConfigStore | undefined;
}

/**
 * Changes what the owner decided about one piece of hardware. It holds at once, also for what runs, and comments and
 * layout of the file stay.
 * @throws ButtplugError `config/invalid`, which names what cannot be used; then nothing changed
 */
export async function changeDevice(options: ChangeSettingsOptions, change: DeviceChange): Promise<void> {
  const { server, store } = options;
  const { hardware } = change;
  const entry = server.userConfig.devices.find((each) => isFor(each, hardware));
  const wanted = changed(entry ?? { hardware }, change);
  const others = server.userConfig.devices.filter((each) => each !== entry);
  const isEmpty = Object.keys(wanted).length === 1;
  const config: UserConfig = { ...server.userConfig, devices: isEmpty ? others : [...others, wanted] };
  const before = await store?.read(documentName);
  await server.setUserConfig(config);
  if (before === undefined || store === undefined) return;
  const edit = isEmpty ? undefined : differences(entry, wanted);
  await keepLayout(options, store, editUserConfig(before, { hardware }, edit), config);
}

/** @throws ButtplugError `config/invalid` */
export async function setLevelCap({ server }: ChangeSettingsOptions, levelCap: number | null): Promise<void> {
  const { levelCap: _, ...rest } = server.userConfig;
  await server.setUserConfig(levelCap === null ? rest : { ...rest, levelCap });
}

/** The server wrote the settings as they are; the same settings in the words of the owner are nicer to read. */
async function keepLayout(
  { deviceDb }: ChangeSettingsOptions,
  store: ConfigStore,
  text: string,
  config: UserConfig,
): Promise<void> {
  const { config: read, problems } = parseUserConfig(text, deviceDb);
  const isSame = read !== undefined && serializeUserConfig(sorted(read)) === serializeUserConfig(sorted(config));
  if (isSame && problems.length === 0 && checkUserConfig(config, deviceDb).length === 0)
    await store.write(documentName, text);
}

function sorted(config: UserConfig): UserConfig {
  const devices = [...config.devices].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  return { ...config, devices };
}

function keyOf({ hardware = "", protocol = "", identifier = "" }: UserDevice): string {
  return `${hardware}\n${protocol}\n${identifier}`;
}

function isFor({ hardware, protocol, identifier }: UserDevice, wanted: string): boolean {
  return hardware === wanted && protocol === undefined && identifier === undefined;
}

function changed(entry: UserDevice, { name, index, access, limits = [] }: DeviceChange): UserDevice {
  const features: Record<number, UserFeature> = { ...entry.features };
  for (const { feature, output, limits: wanted } of limits) {
    const { [output]: _, ...others } = features[feature]?.outputs ?? {};
    const outputs: Record<string, OutputLimits> = wanted === null ? others : { ...others, [output]: wanted };
    const { outputs: __, ...rest } = features[feature] ?? {};
    const left = { ...rest, ...(Object.keys(outputs).length > 0 && { outputs }) };
    if (Object.keys(left).length > 0) features[feature] = left;
    else delete features[feature];
  }
  const { features: _, ...plain } = entry;
  const result: Record<string, unknown> = { ...plain, ...(Object.keys(features).length > 0 && { features }) };
  for (const [key, value] of Object.entries({ name, index, access })) {
    if (value === null) delete result[key];
    else if (value !== undefined) result[key] = value;
  }
  return result as unknown as UserDevice;
}

/** What is wanted, and `undefined` for what is not there any more. */
function differences(before: UserDevice | undefined, wanted: UserDevice): UserDeviceChange {
  return merged(before, wanted) as UserDeviceChange;
}

function merged(before: unknown, wanted: unknown): unknown {
  if (!isPlain(wanted) || !isPlain(before)) return wanted;
  const gone = Object.keys(before).filter((key) => !(key in wanted));
  const kept = Object.entries(wanted).map(([key, value]) => [key, merged(before[key], value)] as const);
  const { hardware: _, ...rest } = Object.fromEntries([...kept, ...gone.map((key) => [key, undefined] as const)]);
  return rest;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The error for something that the owner names and that is not there. */
export function notThere(argument: string, text: string): ButtplugError {
  return new ButtplugError("usage/invalid-argument", text, { details: { argument } });
}
