#!/usr/bin/env node
import { isButtplugError, textOf } from "@buttplug-ts/core";
import { CommanderError } from "commander";
import { exitCodes } from "./cli/exit-codes.js";
import type { World } from "./cli/world.js";
import { waitForInterrupt } from "./interrupt.js";
import { createProgram } from "./program.js";

const { stdin, stdout, stderr } = process;
// Whoever read what is printed may be gone; devices are served all the same.
for (const stream of [stdin, stdout, stderr]) stream.on("error", () => {});

const world: World = {
  out: (text) => void stdout.write(text),
  error: (text) => void stderr.write(text),
  ...(stdin.isTTY && { input: stdin }),
  isTerminal: stdout.isTTY,
  env: process.env,
  interrupted: () => waitForInterrupt(process),
  fail: (exitCode) => {
    process.exitCode ??= exitCode;
  },
  exit: () => void stdout.write("", () => process.exit()),
};

try {
  await createProgram(world).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) world.fail(error.exitCode);
  else {
    const isBug = !isButtplugError(error) || error.code === "internal/bug";
    world.fail(isBug ? exitCodes.bug : exitCodes.failed);
    const bug = error instanceof Error ? `this is a bug; please report it. ${error.stack}` : textOf(error);
    world.error(`buttplug-engine: ${isBug ? bug : textOf(error)}\n`);
  }
}
world.exit();
