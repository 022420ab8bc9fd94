import { PassThrough } from "node:stream";
import { onTestFinished } from "vitest";
import type { Environment } from "../src/cli/environment.js";
import { runProgram } from "../src/program.js";
import { PrintedText } from "./printed-text.js";

export interface RunOptions {
  readonly env?: Environment;
  /** Whether it writes to a terminal, where somebody can type. */
  readonly isTerminal?: boolean;
}

/** A command that runs in this process. */
export interface RunningCommand {
  readonly out: PrintedText;
  readonly error: PrintedText;
  /** What somebody types. */
  readonly input: PassThrough;
  /** As a signal does. */
  interrupt(): void;
  /** Settles with the exit code. */
  readonly ended: Promise<number>;
}

/** Starts a command line. A command that serves is interrupted when the test is over. */
export function startCommand(
  args: readonly string[],
  { env = {}, isTerminal = false }: RunOptions = {},
): RunningCommand {
  const [out, error, input] = [new PrintedText(), new PrintedText(), new PassThrough()];
  let exitCode: number | undefined;
  let interrupt: () => void = () => {};
  const interrupted = new Promise<string>((resolve) => {
    interrupt = () => resolve("The test");
  });
  const world = {
    out: out.add,
    error: error.add,
    lags: () => false,
    ...(isTerminal && { input }),
    isTerminal,
    env,
    interrupted: () => interrupted,
    fail: (code: number) => {
      exitCode ??= code;
    },
    exit: () => {},
  };
  const ended = runProgram(args, world).then(() => exitCode ?? 0);
  onTestFinished(async () => {
    interrupt();
    await ended;
  });
  return { out, error, input, interrupt, ended };
}

/** Carries out a command line that ends by itself. */
export async function runCommand(
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  const { out, error, ended } = startCommand(args, options);
  const code = await ended;
  return { code, out: out.text, error: error.text };
}
