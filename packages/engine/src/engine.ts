import { ipcListener, tcpListener } from "@buttplug-ts/connector-stream";
import { webSocketDialer, webSocketListener } from "@buttplug-ts/connector-websocket/listener";
import { type Clock, type ConfigStore, calendarMs, type Logger, systemClock } from "@buttplug-ts/core";
import { type DeviceDatabase, deviceDatabase } from "@buttplug-ts/device-db";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { SimulatedHardwareManager } from "@buttplug-ts/hardware-simulated";
import type { EngineInfo, ManagementHost } from "@buttplug-ts/management";
import type { Listener } from "@buttplug-ts/messages";
import { protocols } from "@buttplug-ts/protocols";
import { ButtplugServer } from "@buttplug-ts/server";
import { Access } from "./access/access.js";
import { diagnose } from "./diagnostics/diagnose.js";
import { reachableAddresses } from "./discovery/reachable-addresses.js";
import { engineBuses } from "./engine-buses.js";
import { FrontDoor, type Page } from "./http/front-door.js";
import { limitLog } from "./limit-log.js";
import { LogRing } from "./management/log-ring.js";
import { EngineHost } from "./management/management-host.js";
import { simulatedDevice } from "./management/simulated-devices.js";
import type { EnginePlugin } from "./plugin.js";
import { Plugins } from "./plugins.js";
import type { EngineSettings } from "./settings.js";
import { version } from "./version.js";

/** What an engine is given beside its settings. */
export interface EngineParts {
  /** Keeps settings and what is remembered. Absent: they last as long as the engine. */
  readonly store?: ConfigStore;
  /** Hears everything; the dashboard shows the same. */
  readonly logger: Logger;
  /** Default: the devices that this release knows. */
  readonly deviceDb?: DeviceDatabase;
  /** The pages of the dashboard, by path. */
  readonly pages?: () => ReadonlyMap<string, Page>;
  /** Default: those of the settings. */
  readonly managers?: readonly HardwareManager[];
  /** What runs beside the message protocol. Default: nothing. */
  readonly plugins?: readonly EnginePlugin[];
  readonly clock?: Clock;
  /** Milliseconds since 1970. Default: the system's. */
  readonly nowMs?: () => number;
}

/** A running engine. */
export interface Engine {
  readonly server: ButtplugServer;
  readonly access: Access;
  readonly logs: LogRing;
  readonly simulated: SimulatedHardwareManager;
  /** The buses, without the simulated one. */
  readonly managers: readonly HardwareManager[];
  readonly management: ManagementHost;
  readonly info: EngineInfo;
  /** Where the dashboard is on this machine. Absent: nowhere. */
  readonly dashboardAddress: string | undefined;
  /** Calls `listener` when questions to the owner, origins or tokens changed. Returns the function that ends it. */
  onAccessChanged(listener: () => void): () => void;
  /** Brings every device to rest first. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts a server with everything around it that the settings ask for.
 * @throws ButtplugError `usage/invalid-argument` for settings that cannot be used, `connector/failed` for a port that cannot be had
 */
export async function startEngine(settings: EngineSettings, parts: EngineParts): Promise<Engine> {
  const { store, clock = systemClock, nowMs = calendarMs, deviceDb = deviceDatabase, plugins: wanted = [] } = parts;
  const logs = new LogRing(nowMs);
  const both: Logger = {
    log(...line) {
      logs.log(...line);
      parts.logger.log(...line);
    },
  };
  const logger = limitLog(both, clock);
  const accessListeners = new Set<() => void>();
  const access = new Access({
    ...settings,
    ...(store && { store }),
    clock,
    nowMs,
    logger,
    approveAt: () => dashboardAddress() ?? "the terminal of the engine",
    onChanged: () => {
      owner.changed();
      for (const listener of accessListeners) listener();
    },
    onRevoked: (label, reason) => {
      server.revoke(label, reason);
      door.disconnect(label, reason);
    },
  });
  const models = settings.simulate.map((model) => simulatedDevice(model, deviceDb));
  const simulated = new SimulatedHardwareManager({ devices: models, clock });
  const managers = parts.managers ?? engineBuses(settings.buses, clock, logger);
  const { maxPingTimeMs, maxMessagesPerSecond, maxConnections: maxSessions } = settings;
  const server = new ButtplugServer(settings.serverName, {
    managers: [...managers, simulated],
    protocols,
    deviceDb,
    ...(store && { config: store }),
    clock,
    logger,
    maxPingTimeMs,
    maxMessagesPerSecond,
    maxSessions,
  });
  const startedAtMs = nowMs();
  const listeners: Listener[] = [];
  const info = (): EngineInfo => ({
    name: settings.serverName,
    version,
    startedAtMs,
    platform: `${process.platform} ${process.arch}`,
    runtime: `Node ${process.versions.node}`,
    addresses: reachableAddresses(listeners.flatMap(({ addresses }) => addresses)),
    ...(settings.dataFolder !== undefined && { dataFolder: settings.dataFolder }),
  });
  const dashboardAddress = () => (settings.dashboard ? addressOfPages(info().addresses) : undefined);
  const diagnostics = () => {
    const tokenNames = access.tokens.map(({ name }) => name);
    return diagnose({ server, managers, logs, info: info(), tokenNames, clock, nowMs });
  };
  const common = { server, managers, simulated, deviceDb, access, logs, clock, nowMs, logger };
  const owner = new EngineHost({
    ...common,
    ...(store && { store }),
    info,
    diagnostics,
    hasDashboard: settings.dashboard,
  });
  const management = owner.host;
  const pages = settings.dashboard && parts.pages ? parts.pages : () => new Map<string, Page>();
  const maxStrangers = Math.min(32, Math.ceil(settings.maxConnections / 2));
  const door = new FrontDoor({ access, host: management, pages, maxStrangers, clock, logger });
  const plugins = new Plugins({ access, logger, clock, dataFolder: settings.dataFolder });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= server.close().finally(async () => {
      await Promise.all([owner.close(), plugins.close()]);
      door.close();
      access.close();
    });
    return closing;
  };
  try {
    await Promise.all([access.load(), owner.load(), server.ready]);
    // Nobody drives anything while a plugin is still starting, or fails to.
    await plugins.start(wanted, server);
    for (const listener of listenersOf(settings, { access, door, plugins, clock, logger })) {
      listeners.push(listener);
      await server.listen(listener);
    }
  } catch (error) {
    await close();
    throw error;
  }
  if (settings.scanAtStart) await management.startScanning(undefined);
  return {
    server,
    access,
    logs,
    simulated,
    managers,
    management,
    get info() {
      return info();
    },
    get dashboardAddress() {
      return dashboardAddress();
    },
    onAccessChanged(listener) {
      accessListeners.add(listener);
      return () => accessListeners.delete(listener);
    },
    close,
  };
}

interface ListenerParts {
  readonly access: Access;
  readonly door: FrontDoor;
  readonly plugins: Plugins;
  readonly clock: Clock;
  readonly logger: Logger;
}

function listenersOf(settings: EngineSettings, parts: ListenerParts): readonly Listener[] {
  const { port, hosts, tls, tcpPort, ipc, dial, maxConnections } = settings;
  const { access, door, plugins, clock, logger } = parts;
  const { authorize } = access;
  const common = { authorize, maxConnections, clock, logger };
  const answer: typeof door.answer = (request, response) => {
    if (!plugins.take(request, response)) door.answer(request, response);
  };
  const { upgrade } = door;
  return [
    ...(port === undefined
      ? []
      : [webSocketListener({ ...common, port, hosts, answer, upgrade, ...(tls && { tls }) })]),
    ...(tcpPort === undefined ? [] : [tcpListener({ ...common, port: tcpPort })]),
    ...(ipc === undefined ? [] : [ipcListener({ ...common, ...(ipc !== true && { path: ipc }) })]),
    ...dial.map((address) => webSocketDialer({ address, clock, logger })),
  ];
}

/** The page's address to the first address of clients. */
function addressOfPages(addresses: readonly string[]): string | undefined {
  return addresses.find((each) => /^wss?:/.test(each))?.replace(/^ws/, "http");
}
