import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ButtplugError } from "buttplug-ts";
import { onTestFinished } from "vitest";
import { bundleFolder } from "../../packages/engine/test/bundled-engine.js";

/** The engine as people run it, in a process of its own. */
export interface EngineProcess {
  /** Where clients connect to. */
  readonly address: string;
  readonly child: ChildProcess;
  /** All that it has printed. */
  readonly printed: () => string;
  /** Waits until it has printed something like this, after the first `from` letters. */
  readonly says: (what: RegExp, from?: number) => Promise<RegExpExecArray>;
  /** Settles with the exit code when the process is gone. */
  readonly ended: Promise<number | null>;
}

/** Starts `buttplug-engine` at a free loopback port. It is killed when the test is over, at the latest. */
export async function startEngineProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<EngineProcess> {
  const [command = "serve", ...options] = args;
  const main = join(await bundleFolder(), "buttplug-engine.mjs");
  const child = spawn(process.execPath, [main, command, "--port", "0", "--host", "127.0.0.1", "--memory", ...options], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit").then(([code]) => code as number | null);
  let printed = "";
  const waiting = new Set<() => void>();
  const take = (data: Buffer) => {
    printed += data;
    for (const look of waiting) look();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const says = (what: RegExp, from = 0) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = what.exec(printed.slice(from));
        if (found && waiting.delete(look)) resolve(found);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new ButtplugError("internal/bug", `the engine ended without it: ${printed}`)));
    });
  const [address] = await says(/wss?:\/\/127\.0\.0\.1:\d+/);
  return { address, child, printed: () => printed, says, ended };
}
