import { ButtplugError } from "@buttplug-ts/core";
import { Command, InvalidArgumentError } from "commander";
import { defaultDevices, startEngine } from "./engine.js";
import { waitForInterrupt } from "./interrupt.js";

/** How long the engine takes to stop everything before it gives up and leaves. */
const shutdownLimitMs = 5_000;

/** The command line of the engine. What it has to say goes to `out`. */
export function createProgram(out: NodeJS.WritableStream): Command {
  const say = (line: string) => out.write(`${line}\n`);
  const program = new Command("buttplug-engine")
    .description("Serves haptic devices to Buttplug clients.")
    .showHelpAfterError("(run with --help for what is allowed)");
  program
    .command("serve", { isDefault: true })
    .description("serve devices over WebSocket until interrupted")
    .option("--port <number>", "port to listen at on 127.0.0.1 and ::1; 0 picks a free one", portNumber, 12345)
    .option("--simulate <model>", "simulate this device; repeat for more", collect, [])
    .addHelpText("after", `\nWithout --simulate these are simulated: ${defaultDevices.join(", ")}.`)
    .action(async ({ port, simulate }: { port: number; simulate: readonly string[] }) => {
      const models = simulate.length > 0 ? simulate : defaultDevices;
      const engine = await startEngine({ port, models, say });
      const signal = await waitForInterrupt(process);
      say(`${signal}: stopping all devices`);
      await inTime(engine.close());
      say("All devices are stopped.");
    });
  return program;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (text.trim() !== "" && Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

function collect(model: string, models: readonly string[]): readonly string[] {
  return [...models, model];
}

async function inTime(work: Promise<void>): Promise<void> {
  const limit = AbortSignal.timeout(shutdownLimitMs);
  const late = new Promise<never>((_, reject) => {
    limit.addEventListener("abort", () => {
      const text = `the devices could not all be stopped within ${shutdownLimitMs} ms`;
      reject(new ButtplugError("hardware/write-timeout", text));
    });
  });
  await Promise.race([work, late]);
}
