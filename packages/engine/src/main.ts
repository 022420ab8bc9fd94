#!/usr/bin/env node
import { waitForInterrupt } from "./interrupt.js";
import { createProgram, failureText } from "./program.js";

const { stdin, stdout, stderr } = process;
const program = createProgram({
  out: (text) => stdout.write(text),
  error: (text) => stderr.write(text),
  ...(stdin.isTTY && { input: stdin }),
  interrupted: () => waitForInterrupt(process),
});

try {
  await program.parseAsync();
} catch (error) {
  stderr.write(failureText(error));
  process.exitCode = 1;
}
