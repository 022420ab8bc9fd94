import { ButtplugError, type Clock, isButtplugError, textOf } from "@buttplug-ts/core";
import { type DeviceState, ManagementClient, managementPath } from "@buttplug-ts/management";
import { effect } from "@preact/signals";
import { EngineClock } from "./engine-clock.js";
import { EngineState } from "./engine-state.js";
import { type Ended, Link } from "./link/link.js";
import { LogLines } from "./log-lines.js";
import { Notices } from "./notices.js";
import { Control } from "./outputs/control.js";
import { OwnerSettings } from "./owner-settings.js";
import { Histories } from "./plots/histories.js";
import { StopEverything, type StopEverythingOptions } from "./stop-everything.js";
import { UndoStack } from "./undo-stack.js";

export interface DashboardOptions {
  /** Of the engine's WebSockets, such as `ws://127.0.0.1:12345`. */
  readonly address: string;
  readonly token: () => string;
  /** What the page calls itself as a client. */
  readonly clientName: string;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly stopWanted: StopEverythingOptions["wanted"];
}

/** What the page knows and does: everything behind what is seen. */
export class Dashboard {
  readonly state: EngineState = new EngineState();
  readonly histories: Histories = new Histories();
  readonly logs: LogLines = new LogLines();
  readonly notices: Notices;
  readonly undo: UndoStack;
  readonly settings: OwnerSettings;
  readonly stop: StopEverything;
  readonly engineClock: EngineClock;
  readonly clock: Clock;
  /** The connection to the management interface. */
  readonly link: Link;
  readonly control: Control;
  readonly #o: DashboardOptions;
  #client: ManagementClient | undefined;

  constructor(options: DashboardOptions) {
    const { address, token, clientName, clock, nowMs, random, stopWanted: wanted } = options;
    this.#o = options;
    this.clock = clock;
    this.engineClock = new EngineClock(nowMs);
    this.stop = new StopEverything({ stop: () => this.#stopAll(), clock, wanted });
    this.undo = new UndoStack(clock);
    this.notices = new Notices(clock);
    this.settings = new OwnerSettings(this);
    this.control = new Control({
      name: clientName,
      address: () => `${address}/?token=${encodeURIComponent(token())}`,
      clock,
      random,
    });
    this.link = new Link({ clock, random, open: () => this.#open() });
    effect(() => {
      if (this.link.isOpen) void this.stop.catchUp();
    });
  }

  get clientName(): string {
    return this.#o.clientName;
  }

  /** Calls a method of the management interface. */
  readonly call: ManagementClient["call"] = async (method, ...params) => {
    if (this.#client) return this.#client.call(method, ...params);
    throw new ButtplugError("connector/not-connected", "the engine is not connected");
  };

  /**
   * Brings everything to rest. By both connections, whichever are open: the one is the owner's word, on the other no
   * command of this page comes after it.
   */
  async #stopAll(): Promise<void> {
    const { control, link } = this;
    link.retry();
    const ways = [
      { isOpen: link.isOpen, stopping: this.call("stopAll") },
      { isOpen: control.link.isOpen, stopping: control.stopAll() },
    ];
    const results = await Promise.allSettled(ways.map(({ stopping }) => stopping));
    const isAnyOpen = ways.some(({ isOpen }) => isOpen);
    const failed = results.find(({ status }, at) => status === "rejected" && (ways[at]?.isOpen || !isAnyOpen));
    if (failed?.status === "rejected") throw failed.reason;
  }

  /**
   * Brings a device to rest: where this page's own commands go, so that none of them comes after it; while it is not reached
   * there, by the owner's word, which is a hold that is released at once.
   */
  async stopDevice(device: number): Promise<void> {
    if (this.control.client.device(device)) return this.control.stopDevice(device);
    const { hold } = await this.call("hold", { devices: [device] });
    await this.call("release", { hold });
  }

  /** Brings to rest what this page has set in motion and nobody else has taken over. */
  stopDriven(): Promise<void> {
    return this.control.stopDriven();
  }

  async #open(): Promise<Ended | { readonly ended: Promise<Ended> }> {
    const { address, token, clock } = this.#o;
    try {
      const client = await ManagementClient.connect({ address: address + managementPath, token: token(), clock });
      this.#listen(client);
      this.#client = client;
      const ended = client.closed.then((closed) => {
        this.#client = undefined;
        if (closed.refused) this.control.link.close();
        return closed;
      });
      this.control.link.start();
      this.control.link.retry();
      return { ended };
    } catch (error) {
      if (isButtplugError(error, "connector/refused")) return { reason: textOf(error), refused: true };
      return { reason: "it does not answer" };
    }
  }

  /** What the engine tells without being asked. */
  #listen(client: ManagementClient): void {
    client.events.on("state", (state) => {
      this.state.apply(state);
      if (state.devices) this.#takeDevices(state.devices);
    });
    client.events.on("activity", (samples) => {
      for (const sample of samples) this.engineClock.note(sample.atMs);
      this.histories.add(samples);
    });
    client.events.on("log", (lines) => {
      for (const { atMs } of lines) this.engineClock.note(atMs);
      this.logs.add(lines);
    });
  }

  #takeDevices(devices: readonly DeviceState[]): void {
    this.histories.begin(devices, this.engineClock.now());
    this.control.noteDevices(devices.map(({ index }) => index));
    this.control.noteDrivers(({ device, feature }) => {
      const features = devices.find(({ index }) => index === device)?.features;
      return features?.find(({ index }) => index === feature)?.driver?.clientName === this.clientName;
    });
  }
}
