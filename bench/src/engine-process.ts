import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../packages/engine/dist/main.js", import.meta.url));

/** An engine in a process of its own, with simulated devices only. */
export interface EngineProcess extends AsyncDisposable {
  /** Where clients connect to. */
  readonly address: string;
  readonly process: ChildProcess;
}

/** Starts the built engine at a free port. */
export async function startEngineProcess(models: readonly string[]): Promise<EngineProcess> {
  const options = ["--memory", "--port", "0", "--host", "127.0.0.1", "--log", "warn", "--scan"];
  const child = spawn(process.execPath, [main, "simulate", ...options, ...models], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /ws:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address === undefined) continue;
    child.stdout.resume();
    return {
      address,
      process: child,
      async [Symbol.asyncDispose]() {
        child.kill("SIGTERM");
        await ended;
      },
    };
  }
  throw new Error("the engine ended before it listened; build it first");
}
