import { webSocketConnector } from "@buttplug-ts/connector-websocket";
import { webSocketListener } from "@buttplug-ts/connector-websocket/listener";
import type { Logger } from "@buttplug-ts/core";
import type { UserConfig } from "@buttplug-ts/device-db/user-config";
import type { Channel, Listener } from "@buttplug-ts/messages";
import { loadOlderVersions, memoryChannelPair } from "@buttplug-ts/server";
import { TestClock } from "@buttplug-ts/testing";
import { ButtplugServer, type ServerOptions } from "buttplug-ts/server";
import { BusDevice, CaseBus } from "./case-bus.js";
import { CaseClient } from "./case-client.js";
import type { DeviceCase } from "./device-case.js";
import type { SpecVersion } from "./phrase.js";
import { Traffic } from "./traffic.js";

/** `embedded`: messages are handed over in process. `json`: as text over a WebSocket at a free loopback port. */
export type Transport = "embedded" | "json";
export const transports: readonly Transport[] = ["embedded", "json"];

/** The protocols and the database that a server under test has, and what the owner of the devices decided. */
export interface System extends Pick<ServerOptions, "protocols" | "deviceDb"> {
  readonly userConfig?: UserConfig;
}

interface CaseWorldParts {
  readonly server: ButtplugServer;
  readonly devices: readonly BusDevice[];
  readonly client: CaseClient;
  readonly warnings: readonly string[];
  readonly clock: TestClock;
  readonly traffic: Traffic;
}

/** A server with the devices of one case and a client, in a time that passes only when the run lets it. */
export class CaseWorld implements AsyncDisposable {
  readonly server: ButtplugServer;
  readonly devices: readonly BusDevice[];
  readonly client: CaseClient;
  /** What the server warned of. */
  readonly warnings: readonly string[];
  readonly #clock: TestClock;
  readonly #traffic: Traffic;

  /** For {@link openWorld}. */
  constructor({ server, devices, client, warnings, clock, traffic }: CaseWorldParts) {
    this.server = server;
    this.devices = devices;
    this.client = client;
    this.warnings = warnings;
    this.#clock = clock;
    this.#traffic = traffic;
  }

  /** Lets time pass, a millisecond at a step, until `isDone` or the limit. Says whether it is done. */
  async until(isDone: () => boolean, limitMs: number): Promise<boolean> {
    for (let spentMs = 0; ; spentMs += 1) {
      await this.#traffic.quiet();
      if (isDone()) return true;
      if (spentMs >= limitMs) return false;
      await this.#clock.advance(1);
    }
  }

  async pass(durationMs: number): Promise<void> {
    await this.until(() => false, durationMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await this.server.close();
  }
}

export async function openWorld(
  { devices }: Pick<DeviceCase, "devices">,
  {
    version,
    transport,
    system,
  }: { readonly version: SpecVersion; readonly transport: Transport; readonly system: System },
): Promise<CaseWorld> {
  const clock = new TestClock();
  const traffic = new Traffic();
  const busDevices = devices.map(({ name, address }, place) => new BusDevice(name, address ?? `case:${place}`));
  const warnings: string[] = [];
  const logger: Logger = {
    log(level, _, text) {
      if (level === "warn" || level === "error") warnings.push(text);
    },
  };
  await loadOlderVersions();
  const managers = [new CaseBus(busDevices, clock)];
  const { userConfig, ...parts } = system;
  const server = new ButtplugServer("case runner", { ...parts, managers, clock, logger });
  if (userConfig) await server.setUserConfig(userConfig);
  const channel = transport === "json" ? await dial(server, traffic) : embed(server, traffic);
  const client = new CaseClient(channel, version);
  return new CaseWorld({ server, devices: busDevices, client, warnings, clock, traffic });
}

function embed(server: ButtplugServer, traffic: Traffic): Channel {
  const pair = memoryChannelPair();
  server.accept(traffic.count(pair.server), { transport: "embedded" }, {});
  return traffic.count(pair.client);
}

async function dial(server: ButtplugServer, traffic: Traffic): Promise<Channel> {
  const listener = counted(webSocketListener({ port: 0, hosts: ["127.0.0.1"] }), traffic);
  await server.listen(listener);
  const [address = ""] = listener.addresses;
  return traffic.count(await webSocketConnector(address).connect({}));
}

function counted(listener: Listener, traffic: Traffic): Listener {
  return {
    get addresses() {
      return listener.addresses;
    },
    start: (accept) => listener.start((channel, peer, grant) => accept(traffic.count(channel), peer, grant)),
    close: () => listener.close(),
  };
}
