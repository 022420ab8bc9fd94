import type { ModelDefinition } from "@buttplug-ts/core";
import type { Channel, CloseInfo, Grant, Incoming } from "@buttplug-ts/messages";
import { ButtplugServer, loadOlderVersions, memoryChannelPair, type ServerOptions } from "@buttplug-ts/server";
import {
  FakeDevice,
  type FakeDeviceOptions,
  FakeHardwareManager,
  inputFeature,
  outputFeature,
  settle,
  TestClock,
  testDatabase,
  testModel,
  testProtocol,
} from "@buttplug-ts/testing";

/** A vibrator with two motors and a rotator. */
export const trio = testModel("Trio", [
  outputFeature(0, "vibrate"),
  outputFeature(1, "vibrate"),
  outputFeature(2, "rotate"),
]);
/** One motor and every input that can be had. */
export const sensor = testModel("Sensor", [
  outputFeature(0, "vibrate"),
  inputFeature(1, "battery"),
  inputFeature(2, "rssi"),
  inputFeature(3, "button"),
  inputFeature(4, "pressure"),
]);

export const sensorOptions: FakeDeviceOptions = {
  name: "Sensor",
  endpoints: ["tx", "rx", "rxpressure", "rxblebattery"],
  rssi: -40,
};

type Frame = readonly object[];

/** A client without any comfort: it sends what it is told and keeps what it gets. */
export class RawClient {
  readonly frames: Frame[] = [];
  closeInfo: CloseInfo | undefined;
  readonly #channel: Channel;

  constructor(channel: Channel) {
    this.#channel = channel;
    channel.receive((batch) => {
      this.frames.push(batch.map((each: Incoming) => ("value" in each ? (each.value as object) : each)));
    });
    void channel.closed.then((info) => {
      this.closeInfo = info;
    });
  }

  /** Sends one frame and lets everything settle. */
  async send(...messages: readonly unknown[]): Promise<void> {
    this.#channel.send(messages as readonly object[]);
    await settle();
  }

  /** The messages that came since the last call. */
  take(): readonly object[] {
    return this.frames.splice(0).flat();
  }

  async close(): Promise<void> {
    await this.#channel.close();
    await settle();
  }

  async handshake(): Promise<void> {
    await this.send({
      RequestServerInfo: { Id: 1, ClientName: "raw", ProtocolVersionMajor: 4, ProtocolVersionMinor: 0 },
    });
    this.take();
  }
}

export async function serverWith(
  devices: readonly FakeDeviceOptions[] = [],
  models: readonly ModelDefinition[] = [trio, sensor],
  options: Partial<ServerOptions> = {},
) {
  await loadOlderVersions();
  const clock = new TestClock();
  const fakes = devices.map((each) => new FakeDevice(each));
  const manager = new FakeHardwareManager(clock, fakes);
  const deviceDb = testDatabase(models);
  const server = new ButtplugServer("Test Server", {
    managers: [manager],
    protocols: [testProtocol],
    deviceDb,
    clock,
    ...options,
  });
  const open = (grant: Grant = {}) => {
    const pair = memoryChannelPair();
    server.accept(pair.server, { transport: "embedded", origin: "https://example.org" }, grant);
    return new RawClient(pair.client);
  };
  /** A client past its handshake that has scanned: all devices are connected. */
  const ready = async () => {
    // With a store the parser of the settings is loaded first, which takes more than settling.
    await server.ready;
    const client = open();
    await client.handshake();
    await client.send({ StartScanning: { Id: 2 } });
    client.take();
    return client;
  };
  const device = (index = 0) => fakes[index] as FakeDevice;
  return { clock, server, manager, device, open, ready };
}

export const vibrate = (Id: number, DeviceIndex: number, FeatureIndex: number, Value: number) => ({
  OutputCmd: { Id, DeviceIndex, FeatureIndex, Command: { Vibrate: { Value } } },
});
export const ok = (Id: number) => ({ Ok: { Id } });
