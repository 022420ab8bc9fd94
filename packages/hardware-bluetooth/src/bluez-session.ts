import { setMaxListeners } from "node:events";
import { type Clock, type HardwareId, sleep, withTimeLimit } from "@buttplug-ts/core";
import { unavailable } from "@buttplug-ts/hardware-kit";
import { BluezObjects, type Properties } from "./bluez-objects.js";
import { busDaemon, SystemBus } from "./system-bus.js";
import { isBusy, whileBusy } from "./while-busy.js";

const bluez = "org.bluez";
const adapterInterface = "org.bluez.Adapter1";
export const deviceInterface = "org.bluez.Device1";
/** For calls that wait for no device. */
const callLimitMs = 5_000;
/** bluetoothd gives profiles two seconds before it disconnects. */
const leaveLimitMs = 4_000;

/** One life of an adapter, from when it can be used until it, or bluetoothd, goes. */
export class BluezSession {
  readonly objects: BluezObjects;
  readonly clock: Clock;
  /** Its path. */
  readonly adapter: string;
  readonly #bus: SystemBus;
  readonly #end: AbortController;
  /** Devices that were told to disconnect, by path. */
  readonly #leaving = new Map<string, Promise<void>>();
  #scans = 0;
  #isDiscovering = false;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(bus: SystemBus, objects: BluezObjects, adapter: string, clock: Clock, end: AbortController) {
    this.#bus = bus;
    this.objects = objects;
    this.adapter = adapter;
    this.clock = clock;
    this.#end = end;
  }

  /** `adapter`: its path. Rejects if bluetoothd is not there or does not answer within 5 s, or if the adapter is off. */
  static async open(adapter: string, clock: Clock): Promise<BluezSession> {
    const objects = new BluezObjects();
    const end = new AbortController();
    setMaxListeners(0, end.signal); // one for each device
    let owner: unknown;
    const bus = await SystemBus.open({
      clock,
      onLost: (why) => end.abort(why),
      onSignal(signal) {
        if (signal.sender === owner) objects.apply(signal);
        else if (signal.sender === busDaemon && signal.member === "NameOwnerChanged" && owner !== undefined) {
          end.abort("bluetoothd was stopped");
        }
      },
    });
    const session = new BluezSession(bus, objects, adapter, clock, end);
    try {
      await limited(clock, async () => {
        await bus.ask("AddMatch", `type='signal',sender='${bluez}'`);
        await bus.ask("AddMatch", `type='signal',sender='${busDaemon}',member='NameOwnerChanged',arg0='${bluez}'`);
        const onOwner = (result: readonly unknown[]) => {
          [owner] = result;
        };
        await bus.ask("GetNameOwner", bluez, { onReply: onOwner });
        const at = { destination: bluez, path: "/", interface: "org.freedesktop.DBus.ObjectManager" };
        await bus.call({ ...at, member: "GetManagedObjects", onReply: (result) => objects.load(result) });
        session.#followAdapter();
      });
      return session;
    } catch (error) {
      bus.close();
      throw error;
    }
  }

  /** Aborts when the session is over; the reason is a text. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  end(why: string): void {
    this.#end.abort(why);
    this.#bus.close();
  }

  /** Calls a method of bluetoothd. No time limit: some of its own are long. */
  call(path: string, name: string, member: string, signature = "", body: unknown[] = []): Promise<readonly unknown[]> {
    return this.#bus.call({ destination: bluez, path, interface: name, member, signature, body });
  }

  /** A value of a{sv}, to be sent. */
  variant(signature: string, value: unknown): unknown {
    return this.#bus.variant(signature, value);
  }

  /** Where a device is, or would be. */
  pathOf(id: HardwareId): string {
    return `${this.adapter}/dev_${id.replaceAll(":", "_")}`;
  }

  isHere(path: string): boolean {
    return path.startsWith(`${this.adapter}/`);
  }

  devices(): Iterable<readonly [path: string, properties: Properties]> {
    return this.objects.below(deviceInterface, this.adapter);
  }

  /** Disconnects a device, or calls off its connection. Never rejects: one that is not connected, or whose bluetoothd is gone, is as wanted. */
  disconnect(path: string): Promise<void> {
    const leaving = this.call(path, deviceInterface, "Disconnect").then(
      () => {},
      () => {},
    );
    const inTime = this.#inTime(leaving).finally(() => {
      if (this.#leaving.get(path) === inTime) this.#leaving.delete(path);
    });
    this.#leaving.set(path, inTime);
    return inTime;
  }

  /** Settles when a device is not about to be disconnected: until then bluetoothd would call it connected. */
  async left(path: string): Promise<void> {
    await this.#leaving.get(path);
  }

  /** Has the adapter discover while `work` runs. Its signal aborts with `signal` or the session. */
  async discovering<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#scans += 1;
    try {
      await this.#settle().catch((error: unknown) => {
        if (!this.ended.aborted) throw error;
      });
      return await work(AbortSignal.any([signal, this.ended]));
    } finally {
      this.#scans -= 1;
      void this.#settle().catch(() => {}); // bluetoothd ends the discovery of a client that leaves in any case
    }
  }

  async #inTime(leaving: Promise<void>): Promise<void> {
    const limit = new AbortController();
    await Promise.race([leaving, sleep(this.clock, leaveLimitMs, limit.signal)]);
    limit.abort();
  }

  #followAdapter(): void {
    const look = () => {
      const isPowered = this.objects.get(adapterInterface, this.adapter)?.["Powered"] === true;
      if (!isPowered) this.end("the Bluetooth adapter was switched off or removed");
      return isPowered;
    };
    this.objects.watch(adapterInterface, this.adapter, look);
    if (!look()) throw unavailable("bluetooth", "The Bluetooth adapter is switched off: switch it on.");
  }

  /** Brings the adapter to what is wanted, one change at a time. */
  #settle(): Promise<void> {
    const turn = this.#turn.then(async () => {
      const isWanted = this.#scans > 0;
      if (isWanted === this.#isDiscovering || this.ended.aborted) return;
      this.#isDiscovering = false;
      await limited(this.clock, (signal) =>
        isWanted ? this.#startDiscovery(signal) : whileBusy(this.clock, signal, () => this.#discovery("StopDiscovery")),
      );
      this.#isDiscovering = isWanted;
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #startDiscovery(signal: AbortSignal): Promise<void> {
    // Without a filter for services: BlueZ would hide devices that do not advertise theirs.
    const filter = { Transport: this.variant("s", "le"), DuplicateData: this.variant("b", true) };
    await this.#discovery("SetDiscoveryFilter", "a{sv}", [filter]);
    await whileBusy(this.clock, signal, async () => {
      try {
        await this.#discovery("StartDiscovery");
      } catch (error) {
        // Mostly it is ours that is in progress: bluetoothd took longer than we waited, and counts us in ever since.
        if (isBusy(error)) await this.#discovery("StopDiscovery").catch(() => {});
        throw error;
      }
    });
  }

  async #discovery(member: string, signature?: string, body?: unknown[]): Promise<void> {
    await this.call(this.adapter, adapterInterface, member, signature, body);
  }
}

function limited<T>(clock: Clock, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const tooLate = () => unavailable("bluetooth", "The service bluetooth does not answer: restart it.");
  return withTimeLimit(clock, callLimitMs, undefined, tooLate, work);
}
