import { ButtplugClient, type ClientDevice } from "@buttplug-ts/client";
import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { type Clock, type MemoryConfigStore, memoryConfigStore, silentLogger } from "@buttplug-ts/core";
import type { SimulatedDevice } from "@buttplug-ts/hardware-simulated";
import {
  type ActivitySample,
  type LogLine,
  ManagementClient,
  type ManagementState,
  managementPath,
} from "@buttplug-ts/management";
import { expect, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import { type Engine, type EngineParts, startEngine } from "../src/engine.js";
import { defaultSettings, type EngineSettings } from "../src/settings.js";

/** An engine on a loopback port with nothing but simulated devices, until the test is over. */
export interface ManagedEngine {
  readonly engine: Engine;
  readonly store: MemoryConfigStore;
  /** Where clients connect to. */
  readonly address: string;
  /** The simulated device of this model. */
  device(model: string): SimulatedDevice;
  /** Somebody who manages the engine over a WebSocket. */
  manage(token?: string): Promise<Manager>;
  /** An application that has connected. */
  application(name?: string, token?: string): Promise<ButtplugClient>;
}

export interface ManagedOptions {
  readonly settings?: Partial<EngineSettings>;
  readonly parts?: Partial<EngineParts>;
  readonly documents?: Readonly<Record<string, string>>;
  /** Added one after the other, so that their indexes are in this order. */
  readonly models?: readonly string[];
}

export async function startManaged(options: ManagedOptions = {}): Promise<ManagedEngine> {
  const { settings, parts, documents, models = [] } = options;
  const store = memoryConfigStore(documents);
  const engine = await startEngine(
    { ...defaultSettings, port: 0, hosts: ["127.0.0.1"], ...settings },
    { store, logger: silentLogger, managers: [], ...parts },
  );
  onTestFinished(() => engine.close());
  for (const [index, model] of models.entries()) {
    await engine.management.addSimulated({ model });
    await vi.waitFor(() => expect(engine.server.devices).toHaveLength(index + 1), { interval: 2 });
  }
  const [address = ""] = engine.info.addresses;
  return {
    engine,
    store,
    address,
    device: (model) => engine.simulated.devices.find((each) => each.model.name === model) as SimulatedDevice,
    manage: (token = engine.access.pageToken) => Manager.connect(address, token),
    async application(name = "an application", token) {
      const client = new ButtplugClient(name);
      onTestFinished(() => client.disconnect());
      await client.connect(webSocketConnector(token === undefined ? address : `${address}/?token=${token}`));
      return client;
    },
  };
}

/** Somebody who manages an engine and keeps what they are told. */
export class Manager {
  readonly client: ManagementClient;
  /** Put together from all that was told. */
  state: ManagementState = {} as ManagementState;
  /** Each event as it was told. */
  readonly told: Partial<ManagementState>[] = [];
  readonly samples: ActivitySample[] = [];
  readonly lines: LogLine[] = [];
  #wake: () => void = () => {};

  private constructor(client: ManagementClient) {
    this.client = client;
    client.events.on("state", (state) => {
      this.told.push(state);
      this.state = { ...this.state, ...state };
      this.#wake();
    });
    client.events.on("activity", (samples) => {
      this.samples.push(...samples);
      this.#wake();
    });
    client.events.on("log", (lines) => {
      this.lines.push(...lines);
      this.#wake();
    });
  }

  static async connect(address: string, token: string): Promise<Manager> {
    const webSocket = WebSocket;
    const client = await ManagementClient.connect({ address: address + managementPath, token, webSocket });
    onTestFinished(() => client[Symbol.asyncDispose]());
    const manager = new Manager(client);
    await manager.until(() => manager.state.engine !== undefined);
    return manager;
  }

  /** Settles once it is so, which is looked at whenever something is told. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  call: ManagementClient["call"] = (...call) => this.client.call(...call);
}

/** The device of this name. */
export function named(client: ButtplugClient, name: string): ClientDevice {
  return client.devices.find((device) => device.name === name) as ClientDevice;
}

/** Calendar and clock of a test: an engine begins at a round moment. */
export function testTime(clock: Clock): Pick<EngineParts, "clock" | "nowMs"> {
  return { clock, nowMs: () => 1_800_000_000_000 + clock.now() };
}
