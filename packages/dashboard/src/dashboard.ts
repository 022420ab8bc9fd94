import { ButtplugError, type Clock, isButtplugError, textOf } from "@buttplug-ts/core";
import {
  type DeviceChange,
  ManagementClient,
  type ManagementMethod,
  type ManagementParams,
  type ManagementResult,
  managementPath,
} from "@buttplug-ts/management";
import { changeBack, settingsOf } from "./device-change.js";
import { EngineClock } from "./engine-clock.js";
import { EngineState } from "./engine-state.js";
import { type Ended, Link } from "./link/link.js";
import { LogLines } from "./log-lines.js";
import { Notices } from "./notices.js";
import { Control } from "./outputs/control.js";
import { Histories } from "./plots/histories.js";
import { StopEverything } from "./stop-everything.js";
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
}

/** What the page knows and does: everything behind what is seen. */
export class Dashboard {
  readonly state: EngineState = new EngineState();
  readonly histories: Histories = new Histories();
  readonly logs: LogLines = new LogLines();
  readonly notices: Notices;
  readonly undo: UndoStack;
  readonly stop: StopEverything;
  readonly engineClock: EngineClock;
  readonly clock: Clock;
  /** The connection to the management interface. */
  readonly link: Link;
  readonly control: Control;
  readonly #o: DashboardOptions;
  #client: ManagementClient | undefined;

  constructor(options: DashboardOptions) {
    const { address, token, clientName, clock, nowMs, random } = options;
    this.#o = options;
    this.clock = clock;
    this.engineClock = new EngineClock(nowMs);
    this.stop = new StopEverything(() => this.#stopAll(), clock);
    this.undo = new UndoStack(clock);
    this.notices = new Notices(clock);
    this.control = new Control({
      name: clientName,
      address: () => `${address}/?token=${encodeURIComponent(token())}`,
      clock,
      random,
    });
    this.link = new Link({ clock, random, open: () => this.#open() });
  }

  get clientName(): string {
    return this.#o.clientName;
  }

  /** Calls a method of the management interface. */
  async call<M extends ManagementMethod>(
    method: M,
    ...params: ManagementParams<M> extends undefined ? [] : [ManagementParams<M>]
  ): Promise<ManagementResult<M>> {
    if (this.#client) return this.#client.call(method, ...params);
    throw new ButtplugError("connector/not-connected", "the engine is not connected");
  }

  /**
   * Brings everything to rest. By both connections, whichever are open: the one is the owner's word, on the other no
   * command of this page comes after it.
   */
  async #stopAll(): Promise<void> {
    const { control, link } = this;
    const ways = [
      { isOpen: link.isOpen, stopping: this.call("stopAll") },
      { isOpen: control.link.isOpen, stopping: control.stopAll() },
    ];
    const results = await Promise.allSettled(ways.map(({ stopping }) => stopping));
    const isAnyOpen = ways.some(({ isOpen }) => isOpen);
    const failed = results.find(({ status }, at) => status === "rejected" && (ways[at]?.isOpen || !isAnyOpen));
    if (failed?.status === "rejected") throw failed.reason;
  }

  /** Brings to rest what this page has set in motion and nobody else has taken over. */
  stopDriven(): Promise<void> {
    const devices = this.state.parts.devices.peek() ?? [];
    return this.control.stopDriven(({ device, feature }) => {
      const features = devices.find(({ index }) => index === device)?.features;
      const driver = features?.find(({ index }) => index === feature)?.driver;
      return driver === undefined || driver.clientName === this.clientName;
    });
  }

  /** Changes what the owner decided about a device, and keeps the way back. */
  async changeDevice(change: DeviceChange, label: string): Promise<void> {
    const before = settingsOf(this.state.parts.settings.peek(), change.hardware);
    const back = changeBack(change, before);
    await this.call("changeDevice", change);
    const key = [change.hardware, label].join("\n");
    this.#changed(key, label, () => this.call("changeDevice", back));
  }

  async setLevelCap(levelCap: number | null): Promise<void> {
    const before = this.state.parts.settings.peek()?.levelCap ?? null;
    await this.call("setLevelCap", { levelCap });
    this.#changed("levelCap", "the cap on all levels", () => this.call("setLevelCap", { levelCap: before }));
  }

  /** Takes the newest change of the settings back. */
  async takeBack(): Promise<void> {
    const undone = await this.undo.undo();
    if (undone) this.notices.say(`As before: ${undone.label}.`);
  }

  #changed(key: string, label: string, back: () => Promise<unknown>): void {
    this.undo.push({ key, label, back });
    this.notices.say(`Changed: ${label}.`);
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
      if (state.devices) this.histories.begin(state.devices, this.engineClock.now());
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
}
