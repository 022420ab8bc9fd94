import { background, type Clock, type ConfigStore, type Logger } from "@buttplug-ts/core";
import type { DeviceDatabase } from "@buttplug-ts/device-db";
import type { HardwareManager } from "@buttplug-ts/hardware";
import { doctor } from "@buttplug-ts/hardware-kit";
import { type SimulatedHardwareManager, simulate, simulatedModels } from "@buttplug-ts/hardware-simulated";
import type {
  EngineInfo,
  HoldState,
  ManagementEvent,
  ManagementHost,
  ManagementMethods,
  ManagementState,
  NewToken,
  TokenScope,
} from "@buttplug-ts/management";
import type { ButtplugServer, Hold, LocalSession } from "@buttplug-ts/server";
import type { Access } from "../access/access.js";
import { watchActivity } from "./activity.js";
import { type ChangeSettingsOptions, changeDevice, notThere, setLevelCap } from "./change-settings.js";
import { deviceStates, type LastReadings } from "./device-states.js";
import type { LogRing } from "./log-ring.js";
import { watchReadings } from "./watch-readings.js";

export interface ManagementHostOptions {
  readonly server: ButtplugServer;
  readonly managers: readonly HardwareManager[];
  readonly simulated: SimulatedHardwareManager;
  readonly deviceDb: DeviceDatabase;
  readonly store: ConfigStore | undefined;
  readonly access: Access;
  readonly logs: LogRing;
  readonly info: () => EngineInfo;
  /** The newest text of a diagnostic bundle. */
  readonly diagnostics: () =>
    | ReturnType<ManagementMethods["diagnostics"]>
    | Promise<ReturnType<ManagementMethods["diagnostics"]>>;
  /** A QR code of a text, as an SVG document. */
  readonly qrCode: (text: string) => string;
  readonly clock: Clock;
  readonly nowMs: () => number;
  readonly logger: Logger;
}

/** Changes are told together, this often at most. */
const tellEveryMs = 100;
const owner = "the owner";

type Methods = Omit<ManagementHost, "observe">;

/** What the owner can see and do of a running engine, on the dashboard or by any other means. */
export class EngineHost {
  readonly #o: ManagementHostOptions;
  readonly #session: LocalSession;
  readonly #holds = new Map<string, { readonly hold: Hold; readonly state: HoldState }>();
  readonly #watchers = new Set<(event: ManagementEvent) => void>();
  readonly #readings = new Map<number, LastReadings>();
  readonly #since = new Map<number, number>();
  readonly #unsubscribe: (() => void)[] = [];
  #endWatching: () => void = () => {};
  #scan: AbortController | undefined;
  #told: Partial<Record<keyof ManagementState, string>> = {};
  #cancelTell: (() => void) | undefined;
  #lastHold = 0;

  constructor(options: ManagementHostOptions) {
    this.#o = options;
    const { server, managers, nowMs } = options;
    this.#session = server.openSession(owner);
    this.#unsubscribe.push(
      server.observe((event) => {
        if (event.kind === "session-opened") this.#since.set(event.session.id, nowMs());
        if (event.kind === "session-closed") this.#since.delete(event.session);
        if (event.kind === "device-removed") this.#readings.delete(event.device);
        this.changed();
      }),
      ...managers.map(({ availability }) => availability.subscribe(() => this.changed())),
    );
  }

  /** Something that the owner sees may have changed. */
  readonly changed = (): void => {
    if (this.#watchers.size > 0) this.#cancelTell ??= this.#o.clock.after(tellEveryMs, () => this.#tell());
  };

  /** What is served to whoever may manage. */
  get host(): ManagementHost {
    return { ...this.#methods(), observe: (listener) => this.#observe(listener) };
  }

  async close(): Promise<void> {
    this.#scan?.abort();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#cancelTell?.();
    this.#endWatching();
    await this.#session.close();
  }

  #state(): ManagementState {
    const { server, deviceDb, access, managers, simulated, info } = this.#o;
    const holds = [...this.#holds.values()].map(({ state }) => state);
    const devices = deviceStates({ server, deviceDb, holds, readings: this.#readings });
    const drives = server.deviceStatus.flatMap(({ index: device, drivers }) =>
      drivers.map(({ feature, session }) => ({ device, feature, session })),
    );
    return {
      engine: info(),
      buses: managers.map(({ name: bus, availability: { value } }) => ({
        bus,
        usable: value.usable,
        sentence: value.usable ? (value.note ?? "It can be used.") : value.why,
      })),
      scanning: this.#scan !== undefined,
      devices,
      clients: server.sessions
        .filter(({ id }) => id !== this.#session.id)
        .map((session) => ({
          ...session,
          sinceMs: this.#since.get(session.id) ?? this.#o.nowMs(),
          drives: drives
            .filter((each) => each.session === session.id)
            .map(({ device, feature }) => ({ device, feature })),
        })),
      approvals: access.requests,
      origins: access.origins,
      tokens: access.tokens,
      holds,
      simulated: simulated.devices.map(({ address, model }) => ({
        hardware: hardwareOf(simulated, address),
        model: model.name,
      })),
      settings: server.userConfig,
      settingsProblems: server.userConfigProblems,
    };
  }

  #observe(listener: (event: ManagementEvent) => void): () => void {
    const { logs } = this.#o;
    if (this.#watchers.size === 0) this.#watch();
    this.#watchers.add(listener);
    listener({ event: "state", state: this.#state() });
    listener({ event: "log", lines: logs.after() });
    const endLogs = logs.observe((lines) => listener({ event: "log", lines }));
    return () => {
      endLogs();
      this.#watchers.delete(listener);
      if (this.#watchers.size === 0) this.#endWatching();
    };
  }

  /** What costs something is done only while somebody looks. */
  #watch(): void {
    const { server, deviceDb, clock, nowMs, logger } = this.#o;
    this.#told = {};
    const onSamples = (samples: Extract<ManagementEvent, { event: "activity" }>["samples"]) =>
      this.#emit({ event: "activity", samples });
    const endActivity = watchActivity({ server, deviceDb, clock, nowMs, onSamples });
    const onReadings = (device: number, readings: LastReadings) => {
      this.#readings.set(device, readings);
      this.changed();
    };
    const endReadings = watchReadings({ server, session: this.#session, clock, logger, onReadings });
    this.#endWatching = () => {
      endActivity();
      endReadings();
      this.#endWatching = () => {};
    };
  }

  #tell(): void {
    this.#cancelTell = undefined;
    const state = this.#state();
    const parts = Object.entries(state).filter(([name, value]) => {
      const text = JSON.stringify(value);
      const key = name as keyof ManagementState;
      if (this.#told[key] === text) return false;
      this.#told[key] = text;
      return true;
    });
    if (parts.length > 0) this.#emit({ event: "state", state: Object.fromEntries(parts) });
  }

  #emit(event: ManagementEvent): void {
    for (const watcher of [...this.#watchers]) watcher(event);
  }

  #methods(): Methods {
    const { server, managers, simulated, access, deviceDb, store, logs, clock } = this.#o;
    const settings: ChangeSettingsOptions = { server, deviceDb, store };
    return {
      getState: () => this.#state(),
      startScanning: () => this.#startScan(),
      stopScanning: () => this.#scan?.abort(),
      stopAll: () => server.stopAll(),
      hold: ({ devices }) => this.#hold(devices),
      release: ({ hold }) => this.#release(hold),
      changeDevice: (change) => changeDevice(settings, change),
      setLevelCap: ({ levelCap }) => setLevelCap(settings, levelCap),
      simulatedModels: () => simulatedModels(),
      addSimulated: ({ model }) => {
        const device = simulate(model);
        simulated.add(device);
        this.changed();
        return { hardware: hardwareOf(simulated, device.address), model: device.model.name };
      },
      removeSimulated: ({ hardware }) => {
        const device = simulated.devices.find(({ address }) => hardwareOf(simulated, address) === hardware);
        if (device === undefined)
          throw notThere("hardware", `there is no simulated device ${JSON.stringify(hardware)}`);
        simulated.remove(device);
        this.changed();
      },
      answerApproval: ({ id, answer }) => access.answer(id, answer),
      forgetOrigin: ({ origin }) => access.forgetOrigin(origin),
      disconnectClient: ({ id }) => {
        const { label } = server.sessions.find((each) => each.id === id) ?? {};
        // Before the page hears of it and comes again.
        if (label !== undefined) access.askAgain(label);
        if (!server.disconnect(id, "ended by the owner of the devices"))
          throw notThere("id", `there is no client ${id}`);
      },
      createToken: ({ name, scope, lifetimeMs }) => this.#createToken(name, scope, lifetimeMs),
      revokeToken: ({ name }) => access.revokeToken(name),
      logs: ({ after }) => logs.after(after),
      doctor: () => doctor(managers, { clock }),
      diagnostics: () => this.#o.diagnostics(),
    };
  }

  #startScan(): void {
    if (this.#scan) return;
    const scan = new AbortController();
    this.#scan = scan;
    this.changed();
    const over = this.#session.scan({ signal: scan.signal }).finally(() => {
      this.#scan = undefined;
      this.changed();
    });
    background(over, this.#o.logger, "management");
  }

  #hold(devices: readonly number[] | undefined): { readonly hold: string } {
    const hold = this.#o.server.hold(owner, devices);
    background(hold.stopped, this.#o.logger, "management");
    this.#lastHold += 1;
    const id = `hold-${this.#lastHold}`;
    this.#holds.set(id, { hold, state: { id, by: owner, devices: devices ?? "all" } });
    this.changed();
    return { hold: id };
  }

  async #release(id: string): Promise<void> {
    const held = this.#holds.get(id);
    if (held === undefined) throw notThere("hold", `there is no hold ${JSON.stringify(id)}`);
    this.#holds.delete(id);
    held.hold.release();
    this.changed();
  }

  async #createToken(name: string, scope: TokenScope, lifetimeMs: number | undefined): Promise<NewToken> {
    const { access, info, qrCode } = this.#o;
    const { token, state } = await access.createToken(name, scope, lifetimeMs);
    const addresses = info()
      .addresses.filter((each) => /^wss?:/.test(each))
      .map((each) => `${each}/?token=${token}`);
    return { ...state, token, addresses, qrCode: qrCode(addresses[0] ?? token) };
  }
}

function hardwareOf({ name }: SimulatedHardwareManager, address: string): string {
  return `${name}/${address}`;
}
