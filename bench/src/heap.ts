import { setTimeout as sleep } from "node:timers/promises";
import { webSocketListener } from "buttplug-ts/listener";
import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import type { Figure, Result } from "./figure.js";
import { heapUsed } from "./heap-used.js";
import { underLoad } from "./latency-world.js";

const deviceCount = 50;
const sessionCount = 200;
const warmUpRounds = 2;
/** Connected clients that asked for the devices and are silent. */
const silent = { clients: sessionCount, framesPerSecond: 0, commandsPerFrame: 0, stopsPerSecond: 0 };

/**
 * What stays on the heap of a server for each connected device and each client over WebSocket, its socket included. The
 * clients have seen a list of 50 devices and run in another process.
 */
export const heap: Figure = {
  name: "heap",
  async run({ rounds }) {
    const devices = Array.from({ length: deviceCount }, () => simulate("Lovense Lush", { recordLimit: 1 }));
    const managers = [new SimulatedHardwareManager({ devices })];
    const room = 2 * sessionCount;
    await using server = createServer("heap", { managers, maxSessions: room });
    await using session = server.openSession("bench");
    const listener = webSocketListener({ port: 0, hosts: ["127.0.0.1"], maxConnections: room });
    await server.listen(listener);
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await sleep(1);
    };
    const aDevice: number[] = [];
    const aSession: number[] = [];
    for (let round = -warmUpRounds; round < rounds; round += 1) {
      const alone = await heapUsed();
      for (const device of devices) device.appear();
      await session.scan();
      const withDevices = await heapUsed();
      const address = listener.addresses[0] ?? "";
      const withSessions = await underLoad({ address }, silent, heapUsed);
      if (server.devices.length !== deviceCount) throw new Error(`${server.devices.length} devices are connected`);
      await until(() => server.sessionCount === 0);
      for (const device of devices) device.vanish();
      await until(() => server.devices.length === 0);
      if (round < 0) continue;
      aDevice.push((withDevices - alone) / deviceCount / 1000);
      aSession.push((withSessions - withDevices) / sessionCount / 1000);
    }
    return [
      { ...row("Heap of a client's session", aSession), aim: { better: "lower", limit: 20 } },
      row("Heap of a device", aDevice),
    ];
  },
};

function row(name: string, samples: readonly number[]): Result {
  return { name, unit: "kB", ours: { name: "ours", samples }, peers: [] };
}
