import { isButtplugError, sleep, systemClock } from "@buttplug-ts/core";
import { ButtplugClient } from "buttplug-ts";
import { type RunningEngine, readRunningEngine } from "../discovery/discovery-file.js";
import { startEngine } from "../engine.js";
import { connectorOfEngine } from "./connector-of-engine.js";
import { loadDeviceDatabase } from "./device-files.js";
import { warningLogger } from "./engine-logger.js";
import { openStore } from "./open-store.js";
import { type ServeValues, settingsOf } from "./settings-of.js";
import type { World } from "./world.js";

export interface ListOptions {
  /** How long to look. */
  readonly seconds: number;
  readonly json: boolean;
}

interface Listed {
  readonly index: number;
  readonly name: string;
  readonly hardware?: string;
  /** Types of outputs and inputs. */
  readonly can: readonly string[];
}

/** Looks for devices and lists them; with the engine that runs on the same data folder, if one does, since it has them. */
export async function listDevices(values: ServeValues, { seconds, json }: ListOptions, world: World): Promise<void> {
  const { dataFolder } = settingsOf(values);
  const running = dataFolder === undefined ? undefined : await readRunningEngine(dataFolder);
  const folder = running && running.addresses.length > 0 ? dataFolder : undefined;
  if (running && folder === undefined) world.error(`An engine runs (process ${running.pid}); it may hold devices.\n`);
  if (!json) world.error(`Looking for devices, ${seconds} s at most.\n`);
  const devices =
    running && folder ? await listOfEngine(running, folder, seconds) : await listOfBuses(values, seconds, world);
  if (json) return world.out(`${JSON.stringify(devices, undefined, 2)}\n`);
  for (const { index, name, hardware, can } of devices) {
    world.out(`${String(index).padStart(3)}  ${name}  ${hardware ? `[${hardware}]  ` : ""}${can.join(", ")}\n`);
  }
  if (devices.length === 0)
    world.out("No device was found. Is it switched on, near, and not connected to a phone? See `doctor`.\n");
}

async function listOfEngine(
  { pid, addresses }: RunningEngine,
  dataFolder: string,
  seconds: number,
): Promise<readonly Listed[]> {
  await using client = new ButtplugClient("buttplug-engine devices");
  await client.connect(await connectorOfEngine(addresses, dataFolder)).catch((error: unknown) => {
    const has = `the engine that runs (process ${pid}) has the devices, and its dashboard lists them`;
    if (isButtplugError(error)) error.message = `${has}. It cannot be asked: ${error.message}`;
    throw error;
  });
  const finished = client.events("scanningFinished").next();
  await client.startScanning();
  await atMost(seconds, finished);
  return client.devices.map(({ index, displayName, features }) => ({
    index,
    name: displayName,
    can: typesOf(features),
  }));
}

async function listOfBuses(values: ServeValues, seconds: number, world: World): Promise<readonly Listed[]> {
  const { port: _, tcpPort: _tcp, ipc: _ipc, ...settings } = settingsOf({ ...values, dial: [], dashboard: false });
  const logger = warningLogger(world.error);
  const { dataFolder } = settings;
  const deviceDb = await loadDeviceDatabase(dataFolder, logger);
  const store = dataFolder === undefined ? {} : { store: await openStore(dataFolder, deviceDb, logger) };
  const engine = await startEngine(settings, { logger, deviceDb, ...store });
  try {
    const { server } = engine;
    const looking = new AbortController();
    await atMost(seconds, server.openSession("devices").scan({ signal: looking.signal }));
    looking.abort();
    return server.deviceStatus.map(({ index, name, displayName = name, hardware }) => ({
      index,
      name: displayName,
      hardware,
      can: typesOf(server.devices.find(({ deviceIndex }) => deviceIndex === index)?.deviceFeatures ?? []),
    }));
  } finally {
    await engine.close();
  }
}

function typesOf(
  features: readonly {
    readonly output?: object;
    readonly input?: object;
    readonly outputs?: object;
    readonly inputs?: object;
  }[],
): readonly string[] {
  const all = features.flatMap(({ output, input, outputs = output, inputs = input }) =>
    Object.keys({ ...outputs, ...inputs }),
  );
  return [...new Set(all)];
}

/** Waits for `work`, but no longer. */
async function atMost(seconds: number, work: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  await Promise.race([work, sleep(systemClock, seconds * 1_000, limit.signal).catch(() => {})]);
  limit.abort();
}
