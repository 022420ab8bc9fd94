import { memoryConfigStore, silentLogger } from "@buttplug-ts/core";
import { dashboardPages } from "@buttplug-ts/dashboard";
import { defaultSettings, type Engine, type EngineSettings, startEngine } from "@buttplug-ts/engine";
import type { SimulatedDevice } from "buttplug-ts/simulated";
import { buildPage } from "../../packages/dashboard/build.mjs";
import { WriteTap } from "./write-tap.js";

/** An engine with its dashboard at a free loopback port. */
export interface DashboardWorld {
  readonly engine: Engine;
  readonly port: number;
  /** Where the page is. */
  readonly address: string;
  /** Where clients connect to. */
  readonly clients: string;
  /** The simulated device of this model. */
  device(model: string): SimulatedDevice;
  tap(model: string): WriteTap;
  close(): Promise<void>;
}

const noBuses = { bluetooth: false, serial: false, hid: false, lovenseDongle: false };

/** Starts an engine whose only bus is the simulated one. The page is made of the sources as they are. */
export async function openDashboardWorld(settings: Partial<EngineSettings> = {}): Promise<DashboardWorld> {
  await buildPage();
  const buses = { ...defaultSettings.buses, ...noBuses };
  const engine = await startEngine(
    { ...defaultSettings, port: 0, hosts: ["127.0.0.1"], buses, ...settings },
    { store: memoryConfigStore(), logger: silentLogger, pages: dashboardPages },
  );
  const [clients = ""] = engine.info.addresses;
  const device = (model: string) => {
    const found = engine.simulated.devices.find((each) => each.model.name === model);
    if (found) return found;
    throw new RangeError(`${model} is not simulated`);
  };
  return {
    engine,
    port: Number(new URL(clients).port),
    address: clients.replace("ws:", "http:"),
    clients,
    device,
    tap: (model) => new WriteTap(device(model)),
    close: () => engine.close(),
  };
}
