import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { onTestFinished } from "vitest";
import { bundleForNode } from "./bundle.js";

export type Program = ChildProcessByStdio<Writable, Readable, null>;

/** Runs a program until the test is over, at the latest. `inside`: the command that it is to run inside of, if any. */
export async function runProgram(
  source: URL,
  args: readonly string[] = [],
  inside: readonly string[] = [],
): Promise<Program> {
  const code = await bundleForNode(source);
  const [command = "", ...rest] = [...inside, process.execPath, "--input-type=module", "-", ...args];
  const child = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.stdin.end(code);
  return child;
}
