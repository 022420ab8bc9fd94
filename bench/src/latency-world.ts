import { webSocketListener } from "buttplug-ts/listener";
import { type ButtplugServer, createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import { firstMessage, startChild } from "./child.js";
import type { Load } from "./latency-clients.js";
import { LatencyTap } from "./latency-tap.js";

const deviceCount = 50;
/** What most Bluetooth devices ask for between two packets. Every other device has it, the others take packets at any time. */
const gapMs = 75;
/** One vibrator with 20 levels, so that no command waits to be gathered with those of other features. */
const model = "Lovense Lush";

/** A server with its devices, and a tap on what goes in and out. */
export interface LatencyWorld {
  readonly server: ButtplugServer;
  readonly tap: LatencyTap;
  readonly address: string;
}

/** Runs `work` with a server on a loopback port and 50 connected devices. */
export async function withLatencyWorld<T>(work: (world: LatencyWorld) => Promise<T>): Promise<T> {
  const devices = Array.from({ length: deviceCount }, (_, index) =>
    simulate(model, { gapMs: index % 2 === 0 ? 0 : gapMs, recordLimit: 1 }),
  );
  await using server = createServer("latency", { managers: [new SimulatedHardwareManager({ devices })] });
  await using session = server.openSession("bench");
  await session.scan();
  const tap = new LatencyTap();
  for (const { index, hardware, gapMs: ownGapMs } of server.deviceStatus) {
    const device = devices.find(({ address }) => hardware.endsWith(address));
    if (device) tap.watch(device, index, ownGapMs);
  }
  const listener = tap.around(webSocketListener({ port: 0, hosts: ["127.0.0.1"] }));
  await server.listen(listener);
  return await work({ server, tap, address: listener.addresses[0] ?? "" });
}

/** Runs `work` while clients in a process of their own send what `load` says. Resolves with the result and kills them. */
export async function underLoad<T>(
  { address }: Pick<LatencyWorld, "address">,
  load: Omit<Load, "address" | "devices">,
  work: (kill: () => void) => Promise<T>,
): Promise<T> {
  const child = startChild(new URL("./latency-clients.js", import.meta.url));
  const connected = firstMessage(child);
  const order: Load = { ...load, address, devices: deviceCount };
  child.send(order);
  await connected;
  const kill = () => void child.kill("SIGKILL");
  try {
    return await work(kill);
  } finally {
    kill();
  }
}
