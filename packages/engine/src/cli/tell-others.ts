import { background, type Clock, isButtplugError, sleep, systemClock, textOf } from "@buttplug-ts/core";
import { dashboardAddressFile } from "../discovery/discovery-file.js";
import { keepAnnounced } from "../discovery/keep-announced.js";
import { isForOthers } from "../discovery/reachable-addresses.js";
import { writeRunFile } from "../discovery/run-file.js";
import type { Engine } from "../engine.js";
import { qrCodeText } from "../qr-code.js";
import { addressForOthers, type ForOthers, greetingOfOthers } from "./greeting.js";
import type { End, Surroundings } from "./surround.js";

/** How often it looks for a network. */
const everyMs = 5_000;

/** Says, keeps and announces how other machines get in: now, or when there is a network, which may come after the engine. */
export async function tellOthers(engine: Engine, around: Surroundings, clock: Clock = systemClock): Promise<End> {
  const { settings, values, logger } = around;
  const over = new AbortController();
  const ends: End[] = [];
  const tell = async () => {
    const [forOthers, end] = await showForOthers(engine, around);
    ends.push(end);
    for (const line of greetingOfOthers(engine, settings.insecure, forOthers)) logger.say(line);
    if (values.mdns) ends.push(await keepAnnounced(engine, { logger, clock }));
  };
  const isReachable = () => engine.info.addresses.some(isForOthers);
  const tellLater = async () => {
    logger.say("Other machines cannot reach this one yet: it has no network.");
    while (!isReachable()) await sleep(clock, everyMs, over.signal);
    await tell();
  };
  if (isReachable() || !settings.hosts.some(isEverywhere)) await tell();
  else background(tellLater().catch(unlessAborted), logger, "engine");
  return async () => {
    over.abort();
    for (const end of ends) await end();
  };
}

function isEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

function unlessAborted(error: unknown): void {
  if (!isButtplugError(error, "request/aborted")) throw error;
}

/** The address with the token is told where nobody else reads it: at a terminal, else in a file of this user. */
async function showForOthers(
  engine: Engine,
  { settings, values, world, logger }: Surroundings,
): Promise<[ForOthers, End]> {
  const { dataFolder } = settings;
  const address = addressForOthers(engine);
  if (world.isTerminal && values.logFormat === "text") return [{ kind: "shown", qrCode: qrCodeText }, () => {}];
  if (dataFolder === undefined || address === undefined) return [{ kind: "secret" }, () => {}];
  const path = dashboardAddressFile(dataFolder);
  try {
    return [{ kind: "kept", path }, await writeRunFile(path, `${address}\n`)];
  } catch (error) {
    logger.log("warn", "engine", `the dashboard's address for other machines cannot be kept: ${textOf(error)}`);
    return [{ kind: "secret" }, () => {}];
  }
}
