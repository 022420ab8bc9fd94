import { loadOlderVersions, memoryChannelPair } from "@buttplug-ts/server";
import { createServer } from "buttplug-ts/server";
import { SimulatedHardwareManager, simulate } from "buttplug-ts/simulated";
import type { Figure, Result } from "./figure.js";
import { interleave, timed } from "./stats.js";

const commandsPerSample = 30_000;

const greeting = { Id: 1, ClientName: "bench" };
/** What a client of each version says first, and how it sets the one motor of the device. */
const clients = [
  {
    name: "v4",
    greet: { ...greeting, ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 },
    command: (Id: number, level: number) => ({
      OutputCmd: { Id, DeviceIndex: 0, FeatureIndex: 0, Command: { Vibrate: { Value: level } } },
    }),
  },
  {
    name: "v3",
    greet: { ...greeting, MessageVersion: 3 },
    command: (Id: number, level: number) => ({
      ScalarCmd: { Id, DeviceIndex: 0, Scalars: [{ Index: 0, Scalar: level / 20, ActuatorType: "Vibrate" }] },
    }),
  },
  { name: "v2", greet: { ...greeting, MessageVersion: 2 }, command: vibrate },
  { name: "v1", greet: { ...greeting, MessageVersion: 1 }, command: vibrate },
  {
    name: "v0",
    greet: greeting,
    command: (Id: number, level: number) => ({ SingleMotorVibrateCmd: { Id, DeviceIndex: 0, Speed: level / 20 } }),
  },
] as const;

type Client = (typeof clients)[number];

/** What a command of a session below v4 costs beside one of v4: each is answered before the next is sent, in one process. */
export const olderVersions: Figure = {
  name: "older-versions",
  async run({ rounds, scale }) {
    const count = Math.ceil(commandsPerSample * scale);
    const contenders = clients.map((client) => ({
      name: client.name,
      sample: () => microsecondsACommand(client, count),
    }));
    const [v4, ...older] = await interleave(contenders, rounds);
    if (!v4) return [];
    const aim = { better: "lower", limit: 1.5, against: "v4" } as const;
    return older.map((ours): Result => ({ name: `A session of ${ours.name}`, unit: "µs", ours, peers: [v4], aim }));
  },
};

function vibrate(Id: number, level: number) {
  return { VibrateCmd: { Id, DeviceIndex: 0, Speeds: [{ Index: 0, Speed: level / 20 }] } };
}

async function microsecondsACommand({ greet, command }: Client, count: number): Promise<number> {
  await loadOlderVersions();
  const device = simulate("Lovense Lush", { gapMs: 0, recordLimit: 100 });
  await using server = createServer("bench", { managers: [new SimulatedHardwareManager({ devices: [device] })] });
  await server.openSession("scanner").scan();
  if (server.devices.length !== 1) throw new Error("the simulated device is not connected");
  const { client, server: end } = memoryChannelPair();
  server.accept(end, { transport: "embedded" }, {});
  let answered: () => void = () => {};
  client.receive((batch) => {
    const failed = batch.find((each) => "malformed" in each || "Error" in (each.value as object));
    if (failed) throw new Error(JSON.stringify(failed));
    answered();
  });
  const ask = (message: object) =>
    new Promise<void>((resolve) => {
      answered = resolve;
      client.send([message]);
    });
  await ask({ RequestServerInfo: greet });
  const ms = await timed(async () => {
    for (let index = 0; index < count; index += 1) await ask(command(index + 2, 1 + (index % 20)));
  });
  await client.close();
  return (ms / count) * 1000;
}
