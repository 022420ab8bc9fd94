import * as peer from "buttplug";
import { ButtplugClient, webSocketConnector } from "buttplug-ts";
import { WebSocket } from "ws";

/** A client that is connected to the stub server, as the figures use it. */
export interface Driver {
  readonly name: string;
  /** Sends `count` commands one after the other, each when the one before it was answered. */
  oneByOne(count: number): Promise<void>;
  /** Sends `count` commands and keeps `inFlight` of them waiting for their answer. */
  pipelined(count: number, inFlight: number): Promise<void>;
  close(): Promise<void>;
}

/** Levels that a command may have; each differs from the one before it. */
const levels = [0.25, 0.5, 0.75, 1] as const;

function levelOf(index: number): number {
  return levels[index % levels.length] as number;
}

/** A driver of a client library, from its way to send one command. */
function libraryDriver(name: string, command: (level: number) => Promise<void>, close: () => Promise<void>): Driver {
  return {
    name,
    async oneByOne(count) {
      for (let index = 0; index < count; index += 1) await command(levelOf(index));
    },
    async pipelined(count, inFlight) {
      let started = 0;
      const lane = async () => {
        while (started < count) await command(levelOf(started++));
      };
      await Promise.all(Array.from({ length: inFlight }, lane));
    },
    close,
  };
}

/** Our client. */
export async function oursDriver(port: number): Promise<Driver> {
  const client = new ButtplugClient("bench");
  await client.connect(webSocketConnector(`ws://127.0.0.1:${port}`));
  const [device] = client.devices;
  if (!device) throw new Error("the stub server announced no device");
  return libraryDriver(
    "ours",
    (level) => device.vibrate(level),
    () => client.disconnect(),
  );
}

/** The npm package `buttplug`. */
export async function buttplugDriver(port: number): Promise<Driver> {
  const client = new peer.ButtplugClient("bench");
  await client.connect(new peer.ButtplugNodeWebsocketClientConnector(`ws://127.0.0.1:${port}`));
  const device = client.devices.get(0);
  if (!device) throw new Error("the stub server announced no device to buttplug");
  return libraryDriver(
    "buttplug 5.0.2",
    (level) => device.runOutput(peer.DeviceOutput.Vibrate.percent(level)),
    () => client.disconnect(),
  );
}

/** `ws` without a library on top: sends a text that was made before and parses what comes back. */
export async function bareDriver(port: number): Promise<Driver> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  const command = JSON.stringify([
    { OutputCmd: { Id: 1, DeviceIndex: 0, FeatureIndex: 0, Command: { Vibrate: { Value: 50 } } } },
  ]);
  let onReplies: (count: number) => void = () => {};
  socket.on("message", (data) => onReplies((JSON.parse(data.toString()) as readonly object[]).length));
  await new Promise<void>((resolve, reject) => socket.once("open", resolve).once("error", reject));
  const replied = () =>
    new Promise<void>((resolve) => {
      onReplies = () => resolve();
    });
  return {
    name: "bare ws",
    async oneByOne(count) {
      for (let index = 0; index < count; index += 1) {
        const reply = replied();
        socket.send(command);
        await reply;
      }
    },
    pipelined(count, inFlight) {
      return new Promise((resolve) => {
        let started = 0;
        let answered = 0;
        const start = (wanted: number) => {
          for (let left = wanted; left > 0 && started < count; left -= 1, started += 1) socket.send(command);
        };
        onReplies = (replies) => {
          answered += replies;
          if (answered >= count) resolve();
          else start(replies);
        };
        start(inFlight);
      });
    },
    async close() {
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.close();
      await closed;
    },
  };
}

/** Runs `work` with all drivers, each on a connection of its own. */
export async function withDrivers<T>(port: number, work: (drivers: readonly Driver[]) => Promise<T>): Promise<T> {
  const drivers = [await oursDriver(port), await buttplugDriver(port), await bareDriver(port)];
  try {
    return await work(drivers);
  } finally {
    await Promise.all(drivers.map((driver) => driver.close()));
  }
}
