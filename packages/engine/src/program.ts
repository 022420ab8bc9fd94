import { isButtplugError, textOf } from "@buttplug-ts/core";
import { Command, CommanderError, Option } from "commander";
import { addConfigCommands } from "./cli/config-commands.js";
import { exitCodes } from "./cli/exit-codes.js";
import { wholeNumber } from "./cli/option-values.js";
import { serveLike } from "./cli/serve-like.js";
import { usualModels } from "./cli/usual-models.js";
import type { World } from "./cli/world.js";
import { version } from "./version.js";

const help = `
Each option can also be set by the environment, as BUTTPLUG_PORT=12346, or in a file given with --config (YAML or JSON, such
as "port: 12346"). Flags win over the environment, and that over the file; \`config show\` prints what holds and why.
Exit codes: 0 ended as asked; 1 could not start, or a wrong option or file; 70 a bug; 74 a device may not have stopped.
Nothing is ever sent to anybody: no telemetry.`;

const moreHelp = `
Without a command it serves, with the options of \`serve --help\`: most of them hold for the other commands, too.
Nothing is ever sent to anybody: no telemetry.`;

/** Carries out a command line, to its end. What goes wrong is printed, and becomes the exit code. */
export async function runProgram(args: readonly string[], world: World): Promise<void> {
  const program = createProgram(world, args);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      world.fail(exitCodes.failed);
      if (error.code !== "commander.help") {
        world.error((await import("./cli/usage-error.js")).textOfUsageError(error, program));
      }
      return;
    }
    const isBug = !isButtplugError(error) || error.code === "internal/bug";
    world.fail(isBug ? exitCodes.bug : exitCodes.failed);
    const stack = error instanceof Error ? error.stack : textOf(error);
    world.error(`buttplug-engine: ${isBug ? `this is a bug; please report it. ${stack}` : textOf(error)}\n`);
  }
}

/**
 * The command line of the engine. What a command needs is loaded when it is run. `args` are those that it will be given: a
 * word that is no command is then said to be one, instead of being handed to the command that runs without a word.
 */
function createProgram(world: World, args: readonly string[]): Command {
  const program = new Command("buttplug-engine")
    .description("Serves haptic devices to Buttplug clients.")
    .enablePositionalOptions()
    .configureOutput({ writeOut: world.out, writeErr: world.error, outputError: () => {} })
    .addHelpText("after", moreHelp)
    .exitOverride();
  const serve = program.command("serve", { isDefault: !isWord(args[0]) });
  serve.description("serve devices until interrupted (what happens without a command)").addHelpText("after", help);
  // The existing server's flags stand in any order.
  for (const command of [program, serve]) addVersions(command, world);
  serveLike(serve, world, async ({ values, remarks }) => {
    await (await import("./cli/serve.js")).serve(values, world, remarks);
  });
  addDevices(program, world);
  addDoctor(program, world);
  addSimulate(program, world);
  addReplay(program, world);
  addConfigCommands(program, world, !isWord(args[args.indexOf("config") + 1]));
  return program;
}

function isWord(arg: string | undefined): boolean {
  return arg !== undefined && !arg.startsWith("-");
}

function addVersions(command: Command, world: World): void {
  const serverVersion = new Option("--server-version", "print the version alone").hideHelp();
  command.version(version).addOption(serverVersion);
  command.on("option:server-version", () => {
    world.out(`${version}\n`);
    throw new CommanderError(0, "version", "");
  });
}

function addDevices(program: Command, world: World): void {
  const command = program
    .command("devices")
    .description("look for devices and list them, also through an engine that runs")
    .option("--seconds <number>", "how long to look", wholeNumber, 10)
    .option("--json", "as JSON, for machines");
  serveLike(command, world, async ({ values }) => {
    const { seconds, json } = command.opts();
    await (await import("./cli/devices.js")).listDevices(values, { seconds, json }, world);
  });
}

function addDoctor(program: Command, world: World): void {
  const command = program
    .command("doctor")
    .description("say of each bus whether it can be used, and what would help")
    .option("--json", "as JSON, for machines");
  serveLike(command, world, async ({ values }) => {
    await (await import("./cli/doctor.js")).examine(values, command.opts()["json"] === true, world);
  });
}

function addSimulate(program: Command, world: World): void {
  const command = program
    .command("simulate")
    .description("serve simulated devices only; no real bus is touched")
    .argument("[models...]", `names of models; without any: ${usualModels.join(", ")}`)
    .option("--list", "list what can be simulated");
  serveLike(command, world, async ({ values, remarks }) => {
    const { listModels, simulateOnly } = await import("./cli/simulate.js");
    if (command.opts()["list"] === true) await listModels(values, world);
    else await simulateOnly(command.args, values, world, remarks);
  });
}

function addReplay(program: Command, world: World): void {
  program
    .command("replay")
    .description("play a recording (serve --record) again on simulated devices and compare the bytes")
    .argument("<file>", "the recording")
    .option("--json", "as JSON, for machines")
    .action(async (path: string, { json = false }: { readonly json?: boolean }) => {
      await (await import("./cli/replay.js")).replayFile(path, json, world);
    });
}
