#!/usr/bin/env node
import { waitForInterrupt } from "./interrupt.js";
import { runProgram } from "./program.js";

const { stdin, stdout, stderr } = process;
// Whoever read what is printed may be gone; devices are served all the same.
for (const stream of [stdin, stdout, stderr]) stream.on("error", () => {});
const exit = () => void stdout.write("", () => process.exit());

await runProgram(process.argv.slice(2), {
  out: (text) => void stdout.write(text),
  error: (text) => void stderr.write(text),
  ...(stdin.isTTY && { input: stdin }),
  isTerminal: stdout.isTTY,
  env: process.env,
  interrupted: () => waitForInterrupt(process),
  fail: (exitCode) => {
    process.exitCode ??= exitCode;
  },
  exit,
});
exit();
