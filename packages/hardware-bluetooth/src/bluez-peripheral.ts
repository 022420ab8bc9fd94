import { abortedError, ButtplugError, type HardwareId, onAbort, sleep, textOf, withTimeLimit } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";
import { connectFailed, fullUuid } from "@buttplug-ts/hardware-kit";
import { bluezCharacteristic, characteristicInterface } from "./bluez-characteristic.js";
import type { Properties } from "./bluez-objects.js";
import { type BluezSession, deviceInterface } from "./bluez-session.js";
import type { GattCharacteristic, GattServices, Peripheral } from "./central.js";
import { whileBusy } from "./while-busy.js";

const serviceInterface = "org.bluez.GattService1";
/** Controllers drop young connections now and then; the next attempt mostly holds. */
const attempts = 3;
const nextAttemptMs = 300;
const disconnectLimitMs = 2_000;

/** A device of bluetoothd that is connecting or connected. */
export class BluezPeripheral implements Peripheral {
  readonly gone: Promise<HardwareClosed>;
  readonly #session: BluezSession;
  readonly #id: HardwareId;
  readonly #path: string;
  /** Aborts with {@link gone}; the reason is an error. */
  readonly #end = new AbortController();
  readonly #unwatch: () => void;
  #isUp = false;
  #settleGone: (end: HardwareClosed) => void = () => {};

  constructor(session: BluezSession, id: HardwareId) {
    this.#session = session;
    this.#id = id;
    this.#path = session.pathOf(id);
    this.gone = new Promise((resolve) => {
      this.#settleGone = resolve;
    });
    const unwatch = session.objects.watch(deviceInterface, this.#path, () => this.#look());
    const unlisten = onAbort(session.ended, () => this.#lose("failure", `${session.ended.reason}`));
    this.#unwatch = () => {
      unwatch();
      unlisten();
    };
  }

  /** Calls it off when `signal` aborts. */
  async connect(signal: AbortSignal): Promise<void> {
    const unlisten = onAbort(signal, () => void this.disconnect());
    try {
      await this.#attempt(signal);
      this.#isUp = true;
      this.#look();
      this.#end.signal.throwIfAborted();
    } catch (error) {
      const { aborted, reason } = this.#end.signal;
      this.#lose("failure", textOf(error));
      throw aborted ? reason : error;
    } finally {
      unlisten();
    }
  }

  async discover(signal: AbortSignal): Promise<GattServices> {
    await this.#servicesResolved(AbortSignal.any([signal, this.#end.signal]));
    const { objects } = this.#session;
    const ended = this.#end.signal;
    const services = new Map<string, Map<string, GattCharacteristic>>();
    const uuids = new Map<unknown, string>();
    for (const [path, { UUID }] of objects.below(serviceInterface, this.#path)) {
      const uuid = fullUuid(`${UUID}`);
      uuids.set(path, uuid);
      if (!services.has(uuid)) services.set(uuid, new Map());
    }
    for (const [path, { UUID, Service, Flags }] of objects.below(characteristicInterface, this.#path)) {
      const characteristics = services.get(uuids.get(Service) ?? "");
      const uuid = fullUuid(`${UUID}`);
      if (characteristics?.has(uuid) === false) {
        characteristics.set(uuid, bluezCharacteristic({ session: this.#session, path, flags: Flags, ended }));
      }
    }
    return services;
  }

  async disconnect(): Promise<void> {
    this.#lose("local", "the connection was closed on this side");
    const tooLate = () => connectFailed(this.#id, "it does not disconnect");
    const { clock } = this.#session;
    // Not connected, or bluetoothd is gone: it is what was wanted.
    await withTimeLimit(clock, disconnectLimitMs, undefined, tooLate, () => this.#call("Disconnect")).catch(() => {});
  }

  async rssi(): Promise<number> {
    const rssi = this.#properties?.["RSSI"];
    if (typeof rssi === "number") return rssi;
    const text = "BlueZ tells the signal strength of a connected device only while something scans";
    throw new ButtplugError("hardware/read-failed", text, { details: { endpoint: "rssi" } });
  }

  get #properties(): Properties | undefined {
    return this.#session.objects.get(deviceInterface, this.#path);
  }

  #call(member: string): Promise<unknown> {
    return this.#session.call(this.#path, deviceInterface, member);
  }

  async #attempt(signal: AbortSignal): Promise<void> {
    const { clock } = this.#session;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await whileBusy(clock, signal, () => this.#call("Connect"));
        return;
      } catch (error) {
        if (attempt === attempts || this.#end.signal.aborted || !this.#properties) throw error;
        await sleep(clock, nextAttemptMs, signal);
      }
    }
  }

  /** Only what happens after Connect returned is about this connection. */
  #look(): void {
    if (this.#isUp && this.#properties?.["Connected"] !== true) this.#lose("remote", "the device disconnected");
  }

  #lose(by: HardwareClosed["by"], reason: string): void {
    this.#unwatch();
    this.#settleGone({ by, reason });
    this.#end.abort(connectFailed(this.#id, reason));
  }

  #servicesResolved(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        unwatch();
        unlisten();
      };
      const look = () => {
        if (signal.aborted) reject(signal.reason ?? abortedError(signal));
        else if (this.#properties?.["ServicesResolved"] === true) resolve();
        else return;
        end();
      };
      const unlisten = onAbort(signal, look);
      const unwatch = this.#session.objects.watch(deviceInterface, this.#path, look);
      look();
    });
  }
}
