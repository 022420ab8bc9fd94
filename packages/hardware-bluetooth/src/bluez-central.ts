import {
  type BluetoothAdvertisement,
  type Cancel,
  type Clock,
  type HardwareId,
  type Logger,
  ObservableValue,
  onAbort,
  textOf,
} from "@buttplug-ts/core";
import type { Availability } from "@buttplug-ts/hardware";
import { connectFailed, unavailable } from "@buttplug-ts/hardware-kit";
import { type BluezState, type BluezWatch, watchBluez } from "./bluez-adapters.js";
import { bluezAdvertisement, isNear, isSighting } from "./bluez-advertisement.js";
import { adviceForError } from "./bluez-advice.js";
import { BluezPeripheral } from "./bluez-peripheral.js";
import { BluezSession, deviceInterface } from "./bluez-session.js";
import { addressPattern, type Central } from "./central.js";
import { busDaemon, busErrorName } from "./system-bus.js";
import { untilAborted } from "./until-aborted.js";

export interface BluezCentralOptions {
  /** Id or address. Default: the first adapter that is switched on. */
  readonly adapter?: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** When bluetoothd could not be reached although its adapter can be used. */
const retryMs = 1_000;

/** Bluetooth over BlueZ: in this process, without native code, without rights. A new session whenever adapter or bluetoothd come back. */
export class BluezCentral implements Central {
  readonly availability: ObservableValue<Availability>;
  readonly ready: Promise<void>;
  readonly #o: BluezCentralOptions;
  readonly #watch: BluezWatch;
  #session: BluezSession | undefined;
  #turn: Promise<void> = Promise.resolve();
  #cancelRetry: Cancel = () => {};
  #isDisposed = false;

  constructor(options: BluezCentralOptions) {
    this.#o = options;
    const { adapter, clock } = options;
    const onChange = () => void this.#follow();
    const wanted = adapter?.includes(":") ? adapter.toUpperCase() : adapter;
    this.#watch = watchBluez({ clock, onChange, ...(wanted === undefined ? {} : { adapter: wanted }) });
    this.availability = new ObservableValue(this.#watch.state.availability);
    this.ready = this.#watch.ready.then(() => this.#follow());
  }

  async scan(report: (seen: BluetoothAdvertisement) => void, signal: AbortSignal): Promise<void> {
    const session = this.#current();
    const unwatch = session.objects.watch(deviceInterface, undefined, (change) => {
      const { path, properties } = change;
      if (properties && session.isHere(path) && isNear(properties) && isSighting(change)) {
        report(bluezAdvertisement(properties));
      }
    });
    try {
      await session.discovering(signal, async (either) => {
        for (const [, properties] of session.devices()) if (isNear(properties)) report(bluezAdvertisement(properties));
        await untilAborted(either);
      });
    } finally {
      unwatch();
    }
  }

  connected(): readonly BluetoothAdvertisement[] {
    const devices = [...(this.#session?.devices() ?? [])].map(([, properties]) => properties);
    return devices.filter(({ Connected }) => Connected === true).map(bluezAdvertisement);
  }

  async connect(id: HardwareId, signal: AbortSignal): Promise<BluezPeripheral> {
    const session = this.#current();
    if (!addressPattern.test(id)) throw connectFailed(id, "this is no id of a Bluetooth device");
    for (;;) {
      if (!isKnown(session, id)) await session.discovering(signal, (either) => seen(session, id, either));
      const peripheral = new BluezPeripheral(session, id);
      try {
        await peripheral.connect(signal);
        return peripheral;
      } catch (error) {
        if (signal.aborted || !isForgotten(error) || isKnown(session, id)) throw error;
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isDisposed = true;
    this.#cancelRetry();
    this.#watch.close();
    this.#session?.end("Bluetooth was shut down by this program");
    this.availability.set({ usable: false, why: "Bluetooth was shut down by this program." });
  }

  #current(): BluezSession {
    if (this.#session && !this.#session.ended.aborted) return this.#session;
    const { value } = this.availability;
    throw unavailable("bluetooth", value.usable ? "Bluetooth is just starting: wait a moment." : value.why);
  }

  /** Brings the session to what the watch tells, one change at a time. */
  #follow(): Promise<void> {
    const { logger } = this.#o;
    this.#turn = this.#turn
      .then(() => this.#settle())
      .catch((error: unknown) => logger.log("error", "bluetooth", textOf(error)));
    return this.#turn;
  }

  async #settle(): Promise<void> {
    const { state } = this.#watch;
    const { adapter, availability } = state;
    // A session knows best when it is over: what the watch tells may be of the time before it.
    if (this.#isDisposed || this.#session?.ended.aborted === false) return;
    this.#cancelRetry();
    this.#session = undefined;
    if (!availability.usable || !adapter) return this.availability.set(availability);
    try {
      this.#begin(await BluezSession.open(adapter.path, this.#o.clock), state);
    } catch (error) {
      this.availability.set({ usable: false, why: adviceForError(error) });
      this.#cancelRetry = this.#o.clock.after(retryMs, () => void this.#follow());
    }
  }

  #begin(session: BluezSession, state: BluezState): void {
    if (this.#isDisposed) return session.end("Bluetooth was shut down by this program");
    this.#session = session;
    onAbort(session.ended, () => this.#sessionEnded());
    const note = noteOn(state, this.#o.adapter);
    if (note !== undefined) this.#o.logger.log("info", "bluetooth", note);
    this.availability.set({ usable: true, ...(note === undefined ? {} : { note }) });
    if (session.ended.aborted) this.#sessionEnded();
  }

  #sessionEnded(): void {
    this.availability.set({ usable: false, why: "The Bluetooth adapter has just gone: wait a moment." });
    void this.#follow();
  }
}

/** Of several adapters one was taken: whoever finds no devices wants to know. */
function noteOn({ adapter, adapters }: BluezState, wanted: string | undefined): string | undefined {
  if (wanted !== undefined || !adapter || adapters.length < 2) return undefined;
  const ids = adapters.map(({ id }) => id).join(", ");
  return `There are several Bluetooth adapters (${ids}), and ${adapter.id} is used: choose with the option adapter.`;
}

function isKnown(session: BluezSession, id: HardwareId): boolean {
  return session.objects.get(deviceInterface, session.pathOf(id)) !== undefined;
}

/** bluetoothd forgot the device just before it was to connect. */
function isForgotten(error: unknown): boolean {
  return ["UnknownObject", "UnknownMethod"].some((each) => busErrorName(error) === `${busDaemon}.Error.${each}`);
}

function seen(session: BluezSession, id: HardwareId, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { ended } = session;
      if (signal.aborted) reject(connectFailed(id, ended.aborted ? `${ended.reason}` : "it is not in range"));
      else if (isKnown(session, id)) resolve();
      else return;
      unwatch();
      unlisten();
    };
    const unlisten = onAbort(signal, look);
    const unwatch = session.objects.watch(deviceInterface, session.pathOf(id), look);
    look();
  });
}
