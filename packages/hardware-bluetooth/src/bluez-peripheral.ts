import { abortedError, ButtplugError, type HardwareId, onAbort, sleep, textOf, withTimeLimit } from "@buttplug-ts/core";
import type { HardwareClosed } from "@buttplug-ts/hardware";
import { connectFailed, fullUuid } from "@buttplug-ts/hardware-kit";
import { adviceForConnect, isAboutClassic } from "./bluez-advice.js";
import { batteryLevel, batteryService, bluezBattery } from "./bluez-battery.js";
import { bluezCharacteristic, characteristicInterface } from "./bluez-characteristic.js";
import type { Properties } from "./bluez-objects.js";
import { type BluezSession, deviceInterface } from "./bluez-session.js";
import type { GattCharacteristic, GattServices, Peripheral } from "./central.js";
import { whileBusy } from "./while-busy.js";

const bearerInterface = "org.bluez.Bearer.LE1";
const serviceInterface = "org.bluez.GattService1";
/** Controllers drop young connections now and then; the next attempt mostly holds. */
const attempts = 3;
const nextAttemptMs = 300;
const downLimitMs = 2_000;

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
    const isResolved = () => this.#properties?.["ServicesResolved"] === true;
    await this.#until(isResolved, AbortSignal.any([signal, this.#end.signal]));
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
    if (!services.has(batteryService) && isAmong(this.#properties?.["UUIDs"], batteryService)) {
      const battery = bluezBattery({ session: this.#session, path: this.#path, ended });
      services.set(batteryService, new Map([[batteryLevel, battery]]));
    }
    return services;
  }

  async disconnect(): Promise<void> {
    this.#lose("local", "the connection was closed on this side");
    await this.#session.disconnect(this.#path);
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
      await this.#session.left(this.#path);
      this.#end.signal.throwIfAborted();
      try {
        await whileBusy(clock, signal, () => this.#call("Connect"));
        return;
      } catch (error) {
        if (isAboutClassic(error)) return await this.#overLowEnergy(error);
        if (attempt === attempts || this.#end.signal.aborted || !this.#properties) throw worded(this.#id, error);
        await sleep(clock, nextAttemptMs, signal);
        await this.#down(signal);
      }
    }
  }

  /** bluetoothd took the device for one of Bluetooth Classic, too, and tried that. */
  async #overLowEnergy(error: unknown): Promise<void> {
    if (this.#properties?.["Connected"] === true) return;
    try {
      await this.#session.call(this.#path, bearerInterface, "Connect"); // BlueZ 5.84, if it runs with --experimental
    } catch {
      throw worded(this.#id, error);
    }
  }

  /** A connection that was cut off at its beginning counts as one for a moment. */
  async #down(signal: AbortSignal): Promise<void> {
    const tooLate = () => connectFailed(this.#id, "it does not disconnect");
    const isDown = () => this.#properties?.["Connected"] !== true;
    await withTimeLimit(this.#session.clock, downLimitMs, signal, tooLate, (each) => this.#until(isDown, each)).catch(
      () => {},
    );
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

  /** Settles once `isSo`; rejects when `signal` aborts. */
  #until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        unwatch();
        unlisten();
      };
      const look = () => {
        if (signal.aborted) reject(signal.reason ?? abortedError(signal));
        else if (isSo()) resolve();
        else return;
        end();
      };
      const unlisten = onAbort(signal, look);
      const unwatch = this.#session.objects.watch(deviceInterface, this.#path, look);
      look();
    });
  }
}

function isAmong(uuids: unknown, wanted: string): boolean {
  return Array.isArray(uuids) && uuids.some((uuid) => fullUuid(`${uuid}`) === wanted);
}

function worded(id: HardwareId, error: unknown): unknown {
  const why = adviceForConnect(error);
  return why === undefined ? error : connectFailed(id, why, error);
}
