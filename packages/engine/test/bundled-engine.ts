import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { buildBundle } from "../build-bundle.mjs";
import { PrintedText } from "./printed-text.js";

/** The command as a process. */
export interface EngineProcess {
  readonly child: ChildProcess;
  readonly out: PrintedText;
  readonly error: PrintedText;
  /** Settles with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

export interface EngineProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Flags of Node. */
  readonly nodeFlags?: readonly string[];
}

let folder: Promise<string> | undefined;

/** An empty folder with nothing but the bundle of the sources in it. */
export function bundleFolder(): Promise<string> {
  folder ??= (async () => {
    const made = mkdtempSync(join(tmpdir(), "engine-bundle-"));
    process.on("exit", () => rmSync(made, { recursive: true, force: true }));
    await buildBundle(made);
    return made;
  })();
  return folder;
}

/** Starts the bundle in an empty folder. It is killed when the test is over. */
export async function startProcess(
  args: readonly string[],
  options: EngineProcessOptions = {},
): Promise<EngineProcess> {
  const { env = {}, nodeFlags = [] } = options;
  const cwd = await bundleFolder();
  const command = [...nodeFlags, join(cwd, "buttplug-engine.mjs"), ...args];
  const child = spawn(process.execPath, command, {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [out, error] = [new PrintedText(), new PrintedText()];
  child.stdout.on("data", out.add);
  child.stderr.on("data", error.add);
  const ended = once(child, "close").then(([code, signal]) => code ?? signal);
  return { child, out, error, ended };
}
