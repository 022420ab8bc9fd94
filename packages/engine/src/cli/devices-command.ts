import { fileConfigStore } from "@buttplug-ts/config-node";
import { sleep, systemClock } from "@buttplug-ts/core";
import type { Command } from "commander";
import { startEngine } from "../engine.js";
import { loadDeviceDatabase } from "./device-files.js";
import { quietLogger, type World } from "./serve.js";
import { serveLike } from "./serve-like.js";
import { wholeNumber } from "./serve-options.js";
import { settingsOf } from "./settings-of.js";

const usualSeconds = 10;

/** `devices`: what is found around this machine. */
export function addDevicesCommand(program: Command, world: World): void {
  const command = program
    .command("devices")
    .description("look for devices and list them; do not run it while the engine serves")
    .option("--seconds <number>", "how long to look", wholeNumber, usualSeconds)
    .option("--json", "as JSON, for machines");
  serveLike(command, async (values) => {
    const { port: _, ...settings } = settingsOf({ ...values, dial: [] });
    const logger = quietLogger(world);
    const { dataFolder } = settings;
    const deviceDb = await loadDeviceDatabase(dataFolder, logger);
    const store = dataFolder === undefined ? {} : { store: fileConfigStore(dataFolder, { logger }) };
    const engine = await startEngine({ ...settings, dashboard: false }, { logger, deviceDb, ...store });
    try {
      const looking = new AbortController();
      const session = engine.server.openSession("devices");
      const limitMs = Number(command.getOptionValue("seconds")) * 1_000;
      const limit = sleep(systemClock, limitMs, looking.signal).catch(() => {});
      await Promise.race([session.scan({ signal: looking.signal }), limit]);
      looking.abort();
      const { devices } = engine.management.getState(undefined) as Awaited<
        ReturnType<typeof engine.management.getState>
      >;
      if (command.getOptionValue("json") === true) return world.out(`${JSON.stringify(devices, undefined, 2)}\n`);
      for (const { index, name, displayName = name, hardware, features } of devices) {
        const can = features.flatMap(({ outputs, inputs }) => [...outputs, ...inputs].map(({ type }) => type));
        world.out(`${String(index).padStart(3)}  ${displayName}  [${hardware}]  ${[...new Set(can)].join(", ")}\n`);
      }
      if (devices.length === 0)
        world.out("No device was found. Is it switched on, near, and not connected to a phone? See `doctor`.\n");
    } finally {
      await engine.close();
    }
  });
}
