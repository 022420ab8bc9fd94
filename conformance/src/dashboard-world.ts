import { memoryConfigStore, silentLogger } from "@buttplug-ts/core";
import { dashboardPages } from "@buttplug-ts/dashboard";
import { defaultSettings, type Engine, type EngineParts, type EngineSettings, startEngine } from "@buttplug-ts/engine";
import { ButtplugClient, ButtplugError, webSocketConnector } from "buttplug-ts";
import type { SimulatedDevice } from "buttplug-ts/simulated";
import { expect, onTestFinished, vi } from "vitest";
import { WriteTap } from "./write-tap.js";

/** An engine with its dashboard at a loopback port, until the test is over. */
export interface DashboardWorld {
  readonly engine: Engine;
  /** Where the page is. */
  readonly page: string;
  /** Where clients connect to. */
  readonly clients: string;
  /** The simulated device of this model. */
  device(model: string): SimulatedDevice;
  /** What reaches the device of this model from now on. */
  tap(model: string): WriteTap;
  /** An application that has connected and knows the devices. */
  application(name: string): Promise<ButtplugClient>;
}

const noBuses = { bluetooth: false, serial: false, hid: false, lovenseDongle: false };

/** Starts an engine whose only bus is the simulated one. Its models are connected as soon as they are there. */
export async function openDashboardWorld(
  models: readonly string[],
  settings: Partial<EngineSettings> = {},
  pages: EngineParts["pages"] = dashboardPages,
): Promise<DashboardWorld> {
  const buses = { ...defaultSettings.buses, ...noBuses };
  const engine = await startEngine(
    { ...defaultSettings, port: 0, hosts: ["127.0.0.1"], buses, ...settings },
    { store: memoryConfigStore(), logger: silentLogger, pages },
  );
  onTestFinished(() => engine.close());
  for (const model of models) {
    const { hardware } = await engine.management.addSimulated({ model });
    // One after the other, so that their indexes are in this order.
    await vi.waitFor(() => expect(engine.server.deviceStatus.map((each) => each.hardware)).toContain(hardware));
  }
  const [clients = ""] = engine.info.addresses;
  const device = (model: string) => {
    const found = engine.simulated.devices.find((each) => each.model.name === model);
    if (found) return found;
    throw new ButtplugError("internal/bug", `${model} is not simulated`);
  };
  return {
    engine,
    page: clients.replace("ws:", "http:"),
    clients,
    device,
    tap: (model) => new WriteTap(device(model)),
    async application(name) {
      const client = new ButtplugClient(name);
      onTestFinished(() => client.disconnect());
      await client.connect(webSocketConnector(clients));
      return client;
    },
  };
}

/** The page as another machine gets it, without a token in it. */
export function withoutToken(): ReturnType<typeof dashboardPages> {
  const pages = new Map(dashboardPages());
  const page = pages.get("/");
  if (page) pages.set("/", { ...page, body: page.body.replace(/<meta name="management-token".*>/, "") });
  return pages;
}
