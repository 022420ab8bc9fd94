import { systemClock } from "@buttplug-ts/core";
import { doctor, doctorText } from "@buttplug-ts/hardware-kit";
import type { Command } from "commander";
import { engineBuses } from "../engine-buses.js";
import { quietLogger, type World } from "./serve.js";
import { serveLike } from "./serve-like.js";
import { settingsOf } from "./settings-of.js";

/** `doctor`: which buses can be used, and why not. */
export function addDoctorCommand(program: Command, world: World): void {
  const command = program
    .command("doctor")
    .description("say of each bus whether it can be used, and what would help")
    .option("--json", "as JSON, for machines");
  serveLike(command, async (values) => {
    const { buses } = settingsOf(values);
    const managers = engineBuses(buses, systemClock, quietLogger(world));
    try {
      const report = await doctor(managers);
      const isJson = command.getOptionValue("json") === true;
      world.out(`${isJson ? JSON.stringify(report, undefined, 2) : doctorText(report)}\n`);
    } finally {
      await Promise.all(managers.map((manager) => manager[Symbol.asyncDispose]()));
    }
  });
}
