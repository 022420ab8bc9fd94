import {
  type Clock,
  type HardwareId,
  type Logger,
  type Observable,
  ObservableValue,
  sleep,
  textOf,
  withTimeLimit,
} from "@buttplug-ts/core";
import type { Availability } from "@buttplug-ts/hardware";
import { type HidBinding, type HidHandle, type HidListing, importNative, unavailable } from "@buttplug-ts/hardware-kit";
import { Dongle } from "./dongle.js";

export interface DongleFinderOptions {
  /** The manager's. */
  readonly name: string;
  readonly binding: HidBinding | undefined;
  readonly lookMs: number;
  readonly dongleLimitMs: number;
  readonly connectLimitMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** A toy is connected to a usable dongle, and was not asked to. */
  readonly onToy: (id: HardwareId) => void;
}

const vendor = 0x1915;
const product = 0x520a;

/** Looks for a dongle, and keeps it open for as long as it is plugged in. */
export class DongleFinder {
  /** Settles when it is known whether there is a dongle. */
  readonly ready: Promise<void>;
  readonly #o: DongleFinderOptions;
  readonly #availability = new ObservableValue<Availability>(not("The Lovense dongle is being looked for."));
  #dongle: Dongle | undefined;

  constructor(options: DongleFinderOptions) {
    this.#o = options;
    this.ready = this.#begin();
  }

  get availability(): Observable<Availability> {
    return this.#availability;
  }

  /** The dongle, once it may be talked to. */
  get dongle(): Dongle | undefined {
    return this.#availability.value.usable ? this.#dongle : undefined;
  }

  /** Why there is no dongle. */
  get why(): string {
    const { value } = this.#availability;
    return value.usable ? "" : value.why;
  }

  /** Lets the dongle go. For when `signal` has aborted. */
  async close(): Promise<void> {
    const dongle = this.#dongle;
    this.#dongle = undefined;
    this.#availability.set(not("The Lovense dongle was shut down."));
    await dongle?.close();
  }

  async #begin(): Promise<void> {
    const { name, binding: given } = this.#o;
    try {
      const binding = given ?? (await importNative<HidBinding>(name, "node-hid", () => import("node-hid")));
      const list = sharedWhileUnderWay(() => binding.devicesAsync());
      await this.#look(binding, list);
      void this.#keepLooking(binding, list);
    } catch (error) {
      this.#setUnusable(textOf(error));
    }
  }

  async #keepLooking(binding: HidBinding, list: () => Promise<readonly HidListing[]>): Promise<void> {
    const { clock, lookMs, signal } = this.#o;
    while (!signal.aborted) {
      await sleep(clock, lookMs, signal).catch(() => {});
      if (!signal.aborted) await this.#look(binding, list);
    }
  }

  /** Opens a dongle that is there, and notices one that is not there any more. */
  async #look(binding: HidBinding, list: () => Promise<readonly HidListing[]>): Promise<void> {
    try {
      const path = (await this.#inTime("listing devices", list)).find(isDongle)?.path;
      if (path === undefined) {
        this.#dongle?.lose("it was unplugged");
        this.#setUnusable("No Lovense USB dongle is plugged in. Plug one in; it is noticed by itself.");
      } else if (!this.#dongle) await this.#plugIn(await this.#opened(binding, path));
    } catch (error) {
      // While it is open the dongle itself says whether it works.
      if (!this.#dongle) this.#setUnusable(cannotOpen(textOf(error)));
    }
  }

  async #opened(binding: HidBinding, path: string): Promise<HidHandle> {
    const opening = binding.HIDAsync.open(path);
    try {
      return await this.#inTime("opening", () => opening);
    } catch (error) {
      void opening.then((handle) => handle.close()).catch(() => {});
      throw error;
    }
  }

  async #plugIn(handle: HidHandle): Promise<void> {
    const { clock, logger, dongleLimitMs: writeLimitMs, connectLimitMs, onToy } = this.#o;
    const dongle: Dongle = new Dongle({
      handle,
      clock,
      logger,
      writeLimitMs,
      connectLimitMs,
      onToy: (id) => void (this.dongle && onToy(id)),
      onLost: (reason) => this.#unplugged(dongle, reason),
    });
    this.#dongle = dongle;
    await dongle.check();
    if (this.#dongle !== dongle) return;
    this.#availability.set({ usable: true });
    if (dongle.idleToy !== undefined) onToy(dongle.idleToy);
  }

  #unplugged(dongle: Dongle, reason: string): void {
    if (this.#dongle !== dongle) return;
    this.#dongle = undefined;
    this.#setUnusable(`The Lovense dongle does not work any more: ${reason}. Plug it in again.`);
  }

  #setUnusable(why: string): void {
    if (!this.#o.signal.aborted && why !== this.why) this.#availability.set(not(why));
  }

  #inTime<T>(what: string, work: () => Promise<T>): Promise<T> {
    const { name, clock, dongleLimitMs, signal } = this.#o;
    const tooLate = () => unavailable(name, `${what} takes longer than ${dongleLimitMs} ms`);
    return withTimeLimit(clock, dongleLimitMs, signal, tooLate, work);
  }
}

function not(why: string): Availability {
  return { usable: false, why };
}

function isDongle({ vendorId, productId, path }: HidListing): boolean {
  return vendorId === vendor && productId === product && path !== undefined;
}

function cannotOpen(why: string): string {
  const line = 'KERNEL=="hidraw*", KERNELS=="*:1915:520A.*", TAG+="uaccess"';
  const rule = `write the line ${line} to /etc/udev/rules.d/70-buttplug.rules, run "udevadm control --reload" and plug it in again`;
  const help = `Close other programs that use it; on Linux, if you may not open it, ${rule}`;
  return `The Lovense dongle cannot be opened: ${why}. ${help}.`;
}

/** A list that hangs is not asked for a second time. */
function sharedWhileUnderWay<T>(work: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
