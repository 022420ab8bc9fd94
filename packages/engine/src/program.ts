import { textOf } from "@buttplug-ts/core";
import { Command } from "commander";
import { addConfigCommand } from "./cli/config-command.js";
import { addDevicesCommand } from "./cli/devices-command.js";
import { addDoctorCommand } from "./cli/doctor-command.js";
import { addReplayCommand } from "./cli/replay-command.js";
import { serve, type World } from "./cli/serve.js";
import { serveLike } from "./cli/serve-like.js";
import { addSimulateCommand } from "./cli/simulate-command.js";
import { version } from "./version.js";

const help = `
Each option can also be set by the environment, as BUTTPLUG_PORT=12346, or in a file given with --config (YAML or JSON, such
as "port: 12346"). Flags win over the environment, and that over the file; \`config show\` prints what holds and why.
Exit codes: 0 ended as asked, 1 could not start or a wrong option, 70 a bug. Nothing is ever sent to anybody: no telemetry.`;

/** The command line of the engine. */
export function createProgram(world: World): Command {
  const program = new Command("buttplug-engine")
    .description("Serves haptic devices to Buttplug clients.")
    .version(version)
    .option("--server-version", "print the version alone")
    .on("option:server-version", () => {
      world.out(`${version}\n`);
      process.exit(0);
    })
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError("(run with --help for what is allowed)");
  program.addCommand(serveCommand(world), { isDefault: true });
  addDevicesCommand(program, world);
  addDoctorCommand(program, world);
  addSimulateCommand(program, world);
  addReplayCommand(program, world);
  addConfigCommand(program, world);
  return program;
}

/** `serve`, and what it would do: both read the same options. */
export function serveCommand(world: World): Command {
  const command = new Command("serve").description("serve devices until interrupted (what happens without a command)");
  return serveLike(command, (values, remarks) => serve(values, world, remarks)).addHelpText("after", help);
}

/** What a failed command prints. */
export function failureText(error: unknown): string {
  return `buttplug-engine: ${textOf(error)}\n`;
}
