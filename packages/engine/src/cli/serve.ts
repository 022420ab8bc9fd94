import { join } from "node:path";
import { fileConfigStore, fileSink } from "@buttplug-ts/config-node";
import { type Logger, systemClock, textOf } from "@buttplug-ts/core";
import { dashboardPages } from "@buttplug-ts/dashboard";
import { record } from "@buttplug-ts/recording";
import { announce } from "../discovery/announce.js";
import { writeDiscoveryFile } from "../discovery/discovery-file.js";
import { type Engine, startEngine } from "../engine.js";
import { guardAgainstCrashes } from "./crash-guard.js";
import { loadDeviceDatabase } from "./device-files.js";
import { engineLogger } from "./engine-logger.js";
import { inTime } from "./in-time.js";
import { openInBrowser } from "./open-in-browser.js";
import { type ServeValues, settingsOf } from "./settings-of.js";
import { askInTerminal } from "./terminal-approvals.js";

/** Where the engine writes and reads, and how it hears that it is to end. */
export interface World {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** What somebody types; absent: nobody does. */
  readonly input?: NodeJS.ReadableStream;
  /** Settles with what asked the engine to end. */
  readonly interrupted: () => Promise<string>;
}

/** Serves until it is interrupted. Everything is at rest when it settles. */
export async function serve(values: ServeValues, world: World, remarks: readonly string[] = []): Promise<void> {
  const settings = settingsOf(values);
  const isText = values.logFormat === "text";
  const logger = engineLogger({ levels: values.log, format: values.logFormat, write: isText ? world.out : world.out });
  const say = isText ? (line: string) => world.out(`${line}\n`) : (line: string) => logger.log("info", "engine", line);
  for (const remark of remarks) logger.log("warn", "engine", remark);
  const { dataFolder } = settings;
  const deviceDb = await loadDeviceDatabase(dataFolder, logger);
  const store = dataFolder === undefined ? undefined : fileConfigStore(dataFolder, { logger });
  const engine = await startEngine(settings, { logger, pages: dashboardPages, deviceDb, ...(store && { store }) });
  const endings: (() => void | Promise<void>)[] = [guardAgainstCrashes(engine, logger)];
  if (values.record !== undefined) endings.push(keepRecord(engine, values.record));
  if (dataFolder !== undefined)
    endings.push(await writeDiscoveryFile(join(dataFolder, "running.json"), engine.info, logger));
  if (values.mdns) endings.push(announce(engine.info, logger));
  if (world.input) endings.push(askInTerminal(engine, { input: world.input, write: world.out }));
  for (const line of greeting(engine, settings.insecure)) say(line);
  if (values.open && engine.dashboardAddress) openInBrowser(engine.dashboardAddress, logger);
  const reason = await world.interrupted();
  say(`${reason}: stopping all devices`);
  await inTime(engine.close());
  await Promise.all(endings.map((end) => end())).catch((error: unknown) => logger.log("warn", "engine", textOf(error)));
  say("All devices are stopped.");
}

/** What people need to know first, in few lines. */
function greeting(engine: Engine, insecure: boolean): readonly string[] {
  const { info, dashboardAddress, simulated, access } = engine;
  const names = simulated.devices.map(({ model, address }) => `${model.name} [${address}]`);
  const isReachable = info.addresses.some((each) => !/\/\/(127\.|\[::1\]|localhost)|^ipc:/.test(each));
  const token = isReachable && !insecure ? access.pageToken : undefined;
  return [
    ...(names.length > 0 ? [`Simulated devices: ${names.join(", ")}`] : []),
    info.addresses.length > 0
      ? `Listening at ${info.addresses.join(" and ")}. Press Ctrl-C to stop.`
      : "Running. Press Ctrl-C to stop.",
    ...(dashboardAddress ? [`Dashboard: ${dashboardAddress}${token ? `/#token=${token}` : ""}`] : []),
    ...(isReachable && insecure
      ? ["WARNING: --insecure: everybody who reaches this machine can drive your devices."]
      : []),
    ...(token
      ? ["Other machines need a token: make one on the dashboard, or add the one above to the address: /?token=…"]
      : []),
  ];
}

function keepRecord(engine: Engine, path: string): () => Promise<void> {
  const recorder = record(engine.server, fileSink(path), { clock: systemClock });
  return () => recorder.close();
}

/** For commands that need no listener. */
export function quietLogger(world: World): Logger {
  return engineLogger({ levels: new Map([["", "warn"]]), format: "text", write: world.error });
}
