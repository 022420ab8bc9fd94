#!/usr/bin/env node
import { textOf } from "@buttplug-ts/core";
import { createProgram } from "./program.js";

try {
  await createProgram(process.stdout).parseAsync();
} catch (error) {
  process.stderr.write(`buttplug-engine: ${textOf(error)}\n`);
  process.exitCode = 1;
}
