import { background, type ConfigStore, type Logger } from "@buttplug-ts/core";
import type { UserDeviceMatch } from "@buttplug-ts/device-db/user-config";
import { editLevelCap, editOnlyAllowed } from "@buttplug-ts/device-db/user-config-file";
import { doctor } from "@buttplug-ts/hardware-kit";
import { simulatedModels } from "@buttplug-ts/hardware-simulated";
import type {
  DeviceChange,
  ManagementHost,
  ManagementParams,
  ManagementResult,
  ManagementState,
  NewToken,
} from "@buttplug-ts/management";
import type { LocalSession } from "@buttplug-ts/server";
import { isForOthers } from "../discovery/reachable-addresses.js";
import { qrCode } from "../qr-code.js";
import { watchActivity } from "./activity.js";
import { changeDevice, matchOf, setEntry } from "./change-device.js";
import { type EngineStateOptions, engineState } from "./engine-state.js";
import type { LogRing } from "./log-ring.js";
import { OwnerHolds } from "./owner-holds.js";
import { notThere } from "./refusals.js";
import { addSimulated, removeSimulated } from "./simulated-devices.js";
import { watchReadings } from "./watch-readings.js";
import { Watchers } from "./watchers.js";

export interface EngineHostOptions extends Omit<EngineStateOptions, "holds" | "signals" | "ownSession"> {
  readonly logs: LogRing;
  /** Keeps what is held. */
  readonly store?: ConfigStore;
  /** Whether the engine serves one. */
  readonly hasDashboard: boolean;
  readonly diagnostics: () => Promise<ManagementResult<"diagnostics">>;
  readonly logger: Logger;
}

const area = "management";

/** What the owner can see and do of a running engine, on the dashboard or by any other means. */
export class EngineHost {
  /** What is served to whoever may manage. */
  readonly host: ManagementHost;
  readonly #o: EngineHostOptions;
  readonly #session: LocalSession;
  readonly #holds: OwnerHolds;
  readonly #signals = new Map<number, number>();
  readonly #state: () => ManagementState;
  readonly #watchers: Watchers;
  #isScanning = false;

  constructor(options: EngineHostOptions) {
    this.#o = options;
    const { server, logs, clock, logger, store } = options;
    this.#session = server.openSession("engine");
    this.#holds = new OwnerHolds({ server, logger, ...(store && { store }) });
    const ownSession = this.#session.id;
    this.#state = engineState({ ...options, holds: this.#holds, signals: this.#signals, ownSession });
    this.#watchers = new Watchers({ state: this.#state, logs, clock, begin: () => this.#beginWatching() });
    this.host = this.#makeHost();
  }

  /** Something that the owner sees may have changed. */
  readonly changed = (): void => this.#watchers.changed();

  /** Takes up what an earlier run held. */
  load(): Promise<void> {
    return this.#holds.load();
  }

  async close(): Promise<void> {
    this.#watchers.close();
    await this.#holds.flush();
    await this.#session.close();
  }

  #makeHost(): ManagementHost {
    const { server, managers, simulated, deviceDb, access, logs, clock } = this.#o;
    return {
      observe: (listener) => this.#watchers.add(listener),
      getState: () => this.#state(),
      startScanning: () => this.#startScanning(),
      stopScanning: () => server.stopScanning(),
      stopAll: () => this.#session.stop(),
      hold: ({ devices }) => this.#andTell({ hold: this.#holds.add(devices) }),
      release: ({ hold }) => this.#andTell(this.#holds.release(hold)),
      changeDevice: (change) => this.#changeDevice(change),
      setEntry: ({ match, settings }) => server.editUserConfig((text) => setEntry(text, match, settings)),
      setOnlyAllowed: ({ onlyAllowed }) =>
        server.editUserConfig((text) => editOnlyAllowed(text, onlyAllowed || undefined)),
      forgetDevice: ({ hardware }) => this.#forget(hardware),
      setLevelCap: ({ levelCap }) => server.editUserConfig((text) => editLevelCap(text, levelCap ?? undefined)),
      simulatedModels: () => simulatedModels(deviceDb),
      addSimulated: ({ model }) => this.#andTell(addSimulated(simulated, model, deviceDb)),
      removeSimulated: ({ hardware }) => this.#andTell(removeSimulated(simulated, hardware)),
      answerApproval: ({ id, answer }) => access.answer(id, answer),
      forgetOrigin: ({ origin }) => access.forgetOrigin(origin),
      disconnectClient: ({ id }) => this.#disconnect(id),
      createToken: (params) => this.#createToken(params),
      revokeToken: ({ name }) => access.revokeToken(name),
      logs: ({ after }) => logs.after(after),
      doctor: () => doctor(managers, { clock }),
      diagnostics: this.#o.diagnostics,
    };
  }

  #andTell<T>(result: T): T {
    this.changed();
    return result;
  }

  #beginWatching(): () => void {
    const { server, managers, clock, nowMs, logger } = this.#o;
    const onSignal = (device: number, rssiDbm: number | undefined) => {
      if (rssiDbm === undefined) this.#signals.delete(device);
      else this.#signals.set(device, rssiDbm);
      this.changed();
    };
    const ends = [
      server.observe(this.changed),
      ...managers.map(({ availability }) => availability.subscribe(this.changed)),
      watchActivity({
        server,
        clock,
        nowMs,
        onSamples: (samples) => this.#watchers.emit({ event: "activity", samples }),
      }),
      watchReadings({ server, session: this.#session, clock, logger, onSignal }),
    ];
    return () => {
      for (const end of ends) end();
      this.#signals.clear();
    };
  }

  #changeDevice({ hardware, protocol, identifier, ...decision }: DeviceChange): Promise<void> {
    const match = protocol === undefined && hardware !== undefined ? this.#ownEntry(hardware) : undefined;
    const exact = matchOf(match ?? ({ hardware, protocol, identifier } as UserDeviceMatch));
    return this.#o.server.editUserConfig((text) => changeDevice(text, exact, decision));
  }

  /** What goes before all other entries for this hardware, so that a change of it holds. */
  #ownEntry(hardware: string): UserDeviceMatch {
    const { devices, absent } = this.#state();
    return [...devices, ...absent].find((each) => each.hardware === hardware)?.settings ?? { hardware };
  }

  async #forget(hardware: string): Promise<void> {
    const { server } = this.#o;
    const entries = server.userConfig.devices.filter((each) => each.hardware === hardware);
    if (entries.length > 0) {
      await server.editUserConfig((text) => entries.reduce((now, entry) => setEntry(now, matchOf(entry), null), text));
    }
    server.forget(hardware);
    this.changed();
  }

  #startScanning(): void {
    if (this.#isScanning) return;
    this.#isScanning = true;
    const scan = this.#session.scan().finally(() => {
      this.#isScanning = false;
    });
    background(scan, this.#o.logger, area);
  }

  #disconnect(id: number): void {
    const { server, access } = this.#o;
    const { label } = server.sessions.find((each) => each.id === id) ?? {};
    // Before the page hears of it and comes again.
    if (label !== undefined) access.askAgain(label);
    if (!server.disconnect(id, "ended by the owner of the devices")) throw notThere("id", id);
  }

  async #createToken({ name, scope, lifetimeMs }: ManagementParams<"createToken">): Promise<NewToken> {
    const { access, info, hasDashboard } = this.#o;
    const { token, state } = await access.createToken(name, scope, lifetimeMs);
    const all = info().addresses.filter((each) => /^wss?:/.test(each));
    // Whoever scans the code has another machine in hand.
    const othersFirst = [...all].sort((a, b) => Number(isForOthers(b)) - Number(isForOthers(a)));
    const pages = hasDashboard ? othersFirst.map((each) => `${each.replace(/^ws/, "http")}/#token=${token}`) : [];
    const addresses = scope.management ? pages : othersFirst.map((each) => `${each}/?token=${token}`);
    return { ...state, token, addresses, qrCode: qrCode(addresses[0] ?? token) };
  }
}
