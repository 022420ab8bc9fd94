import { setTimeout as sleep } from "node:timers/promises";
import { ButtplugClient, type ClientDevice, isButtplugError } from "buttplug-ts";
import { type ButtplugServer, embeddedConnector } from "buttplug-ts/server";
import type { SimulatedDevice } from "buttplug-ts/simulated";

/** What the demonstration drives. */
export interface Cast {
  readonly server: ButtplugServer;
  readonly devices: {
    readonly nora: SimulatedDevice;
    readonly vivi: SimulatedDevice;
    readonly all: readonly SimulatedDevice[];
  };
  readonly say: (text: string) => void;
}

/** The main job from connecting to the last stop. Rejects if anything is not as it should be. */
export async function tellStory({ server, devices, say }: Cast): Promise<void> {
  await using client = new ButtplugClient("Demo");
  client.on("deviceAdded", (device) => say(`+ ${device.index} ${device.name}: ${capabilities(device)}`));
  client.on("deviceRemoved", (device) => say(`- ${device.index} ${device.name} is gone`));

  say("Connecting a client to a server in this process");
  await client.connect(embeddedConnector(server));

  say("Scanning");
  const finished = once(client, "scanningFinished");
  await client.startScanning();
  await finished;
  const device = (name: string) =>
    demand(
      client.devices.find((each) => each.name === name),
      `no ${name} was found`,
    );
  const [nora, max, solace, vivi] = ["Lovense Nora", "Lovense Max", "Lovense Solace Pro", "Aneros Vivi"].map(
    device,
  ) as [ClientDevice, ClientDevice, ClientDevice, ClientDevice];

  say(`Battery of ${nora.name}: ${await nora.battery()} %`);

  say("Vibrating, each motor by itself, from nothing to everything and back");
  for (let step = 0; step <= 20; step += 1) {
    const level = 1 - Math.abs(step - 10) / 10;
    await Promise.all([nora.vibrate(level), max.vibrate(1 - level), vivi.feature(0)?.vibrate(level)]);
    await sleep(100);
  }

  say("Rotating one way, then the other; pumping; stroking");
  await Promise.all([nora.rotate(0.75), max.constrict({ steps: 2 }), solace.position(1, { durationMs: 1_000 })]);
  await sleep(1_200);
  await Promise.all([nora.rotate(-0.75), max.constrict(1), solace.position(0.1, { durationMs: 800 })]);
  await sleep(1_200);

  say("Aneros Vivi leaves in the middle of a command");
  devices.vivi.vanishOnWrite(1);
  const failure = await vivi.vibrate(1).catch((error: unknown) => error);
  if (!isButtplugError(failure)) throw demandError("the command to the vanished device should have failed");
  say(`  the command failed as it should: ${failure.code}: ${failure.message}`);
  demand(!vivi.connected, "the vanished device still counts as connected");

  say("Aneros Vivi comes back, as a new device with its old index");
  const added = once(client, "deviceAdded");
  devices.vivi.appear();
  const returned = await added;
  demand(returned !== vivi && returned.index === vivi.index, "the device did not come back with its index");
  await returned.vibrate(0.5);
  await sleep(500);

  say("Stopping everything");
  await client.stopAll();
  const restless = devices.all.flatMap(({ model, levels }) =>
    levels.filter(({ output, value }) => value !== 0 && output !== "hwPositionWithDuration").map(() => model.name),
  );
  demand(restless.length === 0, `still running: ${restless.join(", ")}`);
  say("All devices are at rest. Disconnecting");
}

function capabilities({ features }: ClientDevice): string {
  return features.flatMap(({ outputs, inputs }) => [...Object.keys(outputs), ...Object.keys(inputs)]).join(", ");
}

function once<K extends "scanningFinished" | "deviceAdded">(client: ButtplugClient, event: K) {
  return new Promise<Parameters<Parameters<typeof client.on<K>>[1]>[0]>((resolve) => {
    const off = client.on(event, (payload) => {
      off();
      resolve(payload);
    });
  });
}

function demand<T>(value: T | undefined | false, complaint: string): T {
  if (value === undefined || value === false) throw demandError(complaint);
  return value;
}

function demandError(complaint: string): Error {
  return new Error(`The demonstration went wrong: ${complaint}`);
}
