import { textOf } from "@buttplug-ts/core";
import { createCasesProgram } from "./cases-program.js";

const program = createCasesProgram(
  (line) => process.stdout.write(`${line}\n`),
  (isGood) => {
    if (!isGood) process.exitCode = 1;
  },
);

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`cases: ${textOf(error)}\n`);
  process.exitCode = 1;
}
