import { systemClock } from "@buttplug-ts/core";
import { doctor } from "@buttplug-ts/hardware-kit";
import { writeDiscoveryFile } from "../discovery/discovery-file.js";
import type { Engine } from "../engine.js";
import type { EngineSettings } from "../settings.js";
import type { EngineLogger } from "./engine-logger.js";
import { isInForeground } from "./foreground.js";
import { greeting } from "./greeting.js";
import { isLogged } from "./log-levels.js";
import { logPackets, packetsArea } from "./log-packets.js";
import { openInBrowser } from "./open-in-browser.js";
import type { ServeValues } from "./settings-of.js";
import { stopBeforeSuspension } from "./suspend.js";
import { tellOthers } from "./tell-others.js";
import { askInTerminal } from "./terminal-approvals.js";
import type { World } from "./world.js";

export interface Surroundings {
  readonly settings: EngineSettings;
  readonly values: ServeValues;
  readonly world: World;
  readonly logger: EngineLogger;
}

/** Undoes something when the engine has closed. */
export type End = () => unknown;

/** Everything around a running engine that is no part of it: what it says, where it is found, and its terminal. */
export async function surround(engine: Engine, around: Surroundings): Promise<readonly End[]> {
  const { settings, values, world, logger } = around;
  const { dataFolder } = settings;
  const ends: End[] = [
    stopBeforeSuspension({
      source: process,
      freeze: () => process.kill(process.pid, "SIGSTOP"),
      server: engine.server,
      logger,
    }),
  ];
  if (isLogged(values.log, "debug", packetsArea)) ends.push(logPackets(engine.server, logger));
  if (world.input) {
    const terminal = { input: world.input, write: world.out, mayRead: isInForeground, clock: systemClock, logger };
    ends.push(askInTerminal(engine, terminal));
  }
  if (dataFolder !== undefined) ends.push(await writeDiscoveryFile(dataFolder, engine.info, logger));
  for (const line of greeting(engine)) logger.say(line);
  ends.push(await tellOthers(engine, around));
  if (values.open && engine.dashboardAddress) openInBrowser(engine.dashboardAddress, logger);
  else if (values.open) logger.log("warn", "engine", "--open: there is no dashboard to open");
  const saying = new AbortController();
  void sayOfBuses(engine, saying.signal, logger);
  return [...ends, () => saying.abort()];
}

/** Says which buses cannot be used, as soon as they know; a line each. */
async function sayOfBuses({ managers, simulated }: Engine, signal: AbortSignal, logger: EngineLogger): Promise<void> {
  const { buses } = await doctor(managers);
  if (signal.aborted) return;
  for (const { bus, usable, sentence } of buses) {
    if (!usable) logger.say(`Not usable: ${bus}: ${sentence}`);
    // Only there somebody has to be told an address.
    else if (bus === "websocket") logger.say(`Devices of your own: ${sentence}`);
  }
  if (simulated.devices.length === 0)
    logger.say("No device at hand? `buttplug-engine simulate` serves simulated ones.");
}
