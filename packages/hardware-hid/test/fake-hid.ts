import { EventEmitter } from "node:events";
import type { HidBinding, HidHandle, HidListing } from "@buttplug-ts/hardware-kit";

type Settle = () => void;

/** Human interface devices in memory that behave as node-hid's, also where that hurts. */
export class FakeHid implements HidBinding {
  readonly devices: FakeHidDevice[];
  /** What went wrong where nobody can catch it: in a process it would have been the end. */
  readonly crashes: string[] = [];
  listings = 0;
  /** Set: devices cannot be listed. */
  listingFailure: string | undefined;
  /** Set: nothing is listed until it settles. */
  listingHangs: Promise<void> | undefined;
  readonly HIDAsync: HidBinding["HIDAsync"] = { open: (path: string) => this.#open(path) };

  constructor(devices: readonly FakeHidDevice[]) {
    this.devices = [...devices];
  }

  async devicesAsync(): Promise<readonly HidListing[]> {
    this.listings += 1;
    await this.listingHangs;
    if (this.listingFailure !== undefined) throw new TypeError(this.listingFailure);
    return this.devices.filter(({ isPresent }) => isPresent).flatMap(({ parts }) => parts);
  }

  async #open(path: string): Promise<HidHandle> {
    const device = this.devices.find(({ isPresent, parts }) => isPresent && parts.some((part) => part.path === path));
    if (!device) throw new TypeError(`cannot open device with path ${path}: No such file or directory`);
    return device.open((crash) => this.crashes.push(crash));
  }
}

/** A device with one interface or more. */
export class FakeHidDevice {
  readonly parts: readonly HidListing[];
  /** Reports that were written to it, oldest first. */
  readonly written: Uint8Array[] = [];
  isPresent = true;
  /** Set: the system refuses to open it. */
  refusal: string | undefined;
  /** Longest report that it takes, with its id. */
  reportLength = 65;
  /** Writes begin and do not end until it leaves. */
  holdsWrites = false;
  /** Those who read from it are not told when it leaves. */
  leavesSilently = false;
  #stalled: Settle[] | undefined;
  #handles: FakeHandle[] = [];

  constructor(...parts: readonly Partial<HidListing>[]) {
    this.parts = parts.map((part, index) => ({
      vendorId: 0x57e,
      productId: 0x2009,
      path: `/dev/hidraw${index}`,
      interface: index,
      ...part,
    }));
  }

  get openHandles(): number {
    return this.#handles.length;
  }

  /** Opening begins and does not end, until {@link vanish} or {@link unstall}. */
  stall(): void {
    this.#stalled ??= [];
  }

  unstall(): void {
    const waiting = this.#stalled ?? [];
    this.#stalled = undefined;
    for (const settle of waiting) settle();
  }

  async open(crashed: (text: string) => void): Promise<HidHandle> {
    if (this.#stalled) await new Promise<void>((resolve) => this.#stalled?.push(resolve));
    if (!this.isPresent) throw new TypeError("cannot open device: No such device");
    if (this.refusal !== undefined) throw new TypeError(this.refusal);
    const handle = new FakeHandle(this, crashed, () => {
      this.#handles = this.#handles.filter((each) => each !== handle);
    });
    this.#handles.push(handle);
    return handle;
  }

  send(...report: number[]): void {
    for (const handle of this.#handles) handle.report(report);
  }

  vanish(): void {
    this.isPresent = false;
    if (!this.leavesSilently) for (const handle of [...this.#handles]) handle.leave();
    this.unstall();
  }

  appear(): void {
    this.isPresent = true;
  }
}

class FakeHandle extends EventEmitter implements HidHandle {
  readonly #device: FakeHidDevice;
  readonly #closed: () => void;
  readonly #held: ((error: unknown) => void)[] = [];
  #isReading = false;
  #isClosed = false;

  constructor(device: FakeHidDevice, crashed: (text: string) => void, closed: () => void) {
    super();
    this.#device = device;
    this.#closed = closed;
    this.on("newListener", (event) => {
      if (event !== "data") return;
      process.nextTick(() => {
        if (this.#isClosed) crashed("device has been closed");
        else if (this.#isReading) crashed("read is already running");
        this.#isReading = true;
      });
    });
  }

  async write(report: number[]): Promise<number> {
    await Promise.resolve();
    if (this.#isClosed) throw new TypeError("device has been closed");
    if (!this.#device.isPresent) throw new TypeError("Cannot write to hid device: No such device");
    if (report.length === 0) throw new TypeError("Cannot write to hid device: Zero buffer/length");
    if (report.length > this.#device.reportLength) throw new TypeError("Cannot write to hid device: Invalid argument");
    if (this.#device.holdsWrites) await new Promise<void>((_, reject) => this.#held.push(reject));
    this.#device.written.push(Uint8Array.from(report));
    return report.length;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closed();
    await Promise.resolve();
    this.removeAllListeners();
  }

  report(bytes: readonly number[]): void {
    if (this.#isReading && !this.#isClosed) this.emit("data", Buffer.from(bytes));
  }

  /** An `error` without a listener throws, as with the real one. */
  leave(): void {
    for (const reject of this.#held) reject(new TypeError("Cannot write to hid device: No such device"));
    if (this.#isReading && !this.#isClosed) this.emit("error", "could not read from HID device: No such device");
  }
}
