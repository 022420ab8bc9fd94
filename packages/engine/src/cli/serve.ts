import { ButtplugError, calendarMs, textOf } from "@buttplug-ts/core";
import { type Engine, type EngineParts, startEngine } from "../engine.js";
import type { EngineSettings } from "../settings.js";
import { closeEngine } from "./close-engine.js";
import { guardAgainstCrashes } from "./crash-guard.js";
import { pagesOfDashboard } from "./dashboard-pages.js";
import { type EngineLogger, engineLogger } from "./engine-logger.js";
import { exitCodes } from "./exit-codes.js";
import { explainStart } from "./explain-start.js";
import { keptOf } from "./kept-of.js";
import { loadPlugins } from "./load-plugins.js";
import { openRecording } from "./open-recording.js";
import { type ServeValues, settingsOf } from "./settings-of.js";
import { type End, surround } from "./surround.js";
import { certificateWarning } from "./tls-files.js";
import type { World } from "./world.js";

/** Serves until it is interrupted. Everything is at rest when it settles. */
export async function serve(values: ServeValues, world: World, remarks: readonly string[] = []): Promise<void> {
  const { dataFolder, ...others } = settingsOf(values);
  checkReachable(others, values);
  const { out: write, lags } = world;
  const logger = await engineLogger({ levels: values.log, format: values.logFormat, write, lags });
  const warning = others.tls && certificateWarning(others.tls, calendarMs());
  for (const remark of [...remarks, ...(warning ? [warning] : [])]) logger.log("warn", "engine", remark);
  // From here on a signal does not end the process by itself any more.
  const interrupted = world.interrupted();
  const recording = values.record === undefined ? undefined : await openRecording(values.record, logger);
  const { deviceDb, store, ownFolder } = await keptOf(dataFolder, values.userDeviceConfigFile, logger);
  const settings: EngineSettings = { ...others, ...(ownFolder !== undefined && { dataFolder: ownFolder }) };
  const pages = settings.dashboard ? { pages: pagesOfDashboard(logger) } : {};
  const parts: EngineParts = { logger, deviceDb, ...(store && { store }), ...pages };
  let stop = async () => {};
  const ends: End[] = [guardAgainstCrashes({ source: process, stop: () => stop(), world, logger })];
  const engine = await start(settings, parts, values).catch((error) => {
    for (const end of ends) void end();
    return explainStart(error);
  });
  stop = () => closeEngine(engine);
  try {
    if (recording) ends.push(recording(engine.server));
    ends.push(...(await surround(engine, { settings, values, world, logger })));
    logger.say(`${await interrupted}: stopping all devices`);
  } finally {
    await finish(stop, ends, world, logger);
  }
}

async function start(settings: EngineSettings, parts: EngineParts, { plugin }: ServeValues): Promise<Engine> {
  return startEngine(settings, { ...parts, plugins: await loadPlugins(plugin) });
}

/** @throws ButtplugError `usage/invalid-argument` if nobody could ever drive anything */
function checkReachable(
  { port, tcpPort, ipc, dial }: Omit<EngineSettings, "dataFolder">,
  { plugin }: ServeValues,
): void {
  if (port !== undefined || tcpPort !== undefined || ipc !== undefined || dial.length + plugin.length > 0) return;
  const text = "with --port none nobody could connect: give --tcp-port, --ipc, --dial or --plugin, too";
  throw new ButtplugError("usage/invalid-argument", text, { details: { argument: "port" } });
}

async function finish(
  stop: () => Promise<void>,
  ends: readonly End[],
  world: World,
  logger: EngineLogger,
): Promise<void> {
  try {
    await stop();
    logger.say("All devices are stopped.");
  } catch (error) {
    world.fail(exitCodes.notStopped);
    logger.say(`NOT ALL DEVICES ARE STOPPED: ${textOf(error)}`);
  }
  // The last one first: what guards the others ends after them.
  for (const end of ends.toReversed()) {
    try {
      await end();
    } catch (error) {
      logger.log("error", "engine", textOf(error));
    }
  }
}
