import type { WebHid, WebHidDevice, WebHidReportEvent, WebHidScope } from "../src/index.js";

type DeviceListener = (event: { readonly device: WebHidDevice }) => void;
type ReportListener = (event: WebHidReportEvent) => void;

/** A browser's WebHID with devices in memory. */
export class FakeWebHid implements WebHid {
  readonly devices: readonly FakeWebHidDevice[];
  /** Whether the page handles a click. */
  hasGesture = true;
  /** What the user chooses; empty for cancel. Default: all that fit. */
  choose: (fitting: readonly FakeWebHidDevice[]) => Promise<readonly FakeWebHidDevice[]> = async (fitting) => fitting;
  readonly requests: string[] = [];
  readonly #listeners = { connect: new Set<DeviceListener>(), disconnect: new Set<DeviceListener>() };

  constructor(devices: readonly FakeWebHidDevice[]) {
    this.devices = devices;
    for (const device of devices) device.onChange = (type) => this.#tell(type, device);
  }

  get scope(): WebHidScope {
    return { isSecureContext: true, navigator: { hid: this } };
  }

  get listeners(): number {
    return this.#listeners.connect.size + this.#listeners.disconnect.size;
  }

  async getDevices(): Promise<readonly WebHidDevice[]> {
    return this.devices.filter(({ isPresent, isGranted }) => isPresent && isGranted);
  }

  async requestDevice({ filters }: Parameters<WebHid["requestDevice"]>[0]): Promise<readonly WebHidDevice[]> {
    this.requests.push(JSON.stringify(filters));
    if (!this.hasGesture) throw new DOMException("Must be handling a user gesture.", "SecurityError");
    const fits = ({ vendorId, productId, isPresent }: FakeWebHidDevice) =>
      isPresent && filters.some((each) => each.vendorId === vendorId && each.productId === productId);
    const chosen = await this.choose(this.devices.filter(fits));
    for (const device of chosen) device.isGranted = true;
    return chosen;
  }

  addEventListener(type: "connect" | "disconnect", listener: DeviceListener): void {
    this.#listeners[type].add(listener);
  }

  removeEventListener(type: "connect" | "disconnect", listener: DeviceListener): void {
    this.#listeners[type].delete(listener);
  }

  #tell(type: "connect" | "disconnect", device: FakeWebHidDevice): void {
    if (!device.isGranted) return;
    for (const listener of [...this.#listeners[type]]) listener({ device });
  }
}

export interface FakeWebHidDeviceOptions {
  readonly productId?: number;
  readonly productName?: string;
  /** Length of reports without their id, in bytes, by id. */
  readonly reports?: Readonly<Record<number, number>>;
  readonly usagePage?: number;
}

export class FakeWebHidDevice implements WebHidDevice {
  readonly vendorId = 0x57e;
  readonly productId: number;
  readonly productName: string;
  readonly collections: WebHidDevice["collections"];
  /** Reports as they were sent, with their id in front. */
  readonly written: Uint8Array[] = [];
  isPresent = true;
  isGranted = false;
  isOpen = false;
  /** Set: the browser refuses to open it. */
  refusal: string | undefined;
  onChange: (type: "connect" | "disconnect") => void = () => {};
  #stalled: (() => void)[] | undefined;
  #held: ((error: unknown) => void)[] | undefined;
  readonly #listeners = new Set<ReportListener>();

  constructor({ productId = 0x2009, productName = "Pad", reports = {}, usagePage = 1 }: FakeWebHidDeviceOptions = {}) {
    this.productId = productId;
    this.productName = productName;
    const outputReports = Object.entries(reports).map(([id, length]) => ({
      reportId: Number(id),
      // Half of it in nibbles, as real descriptors mix sizes.
      items: [
        { reportSize: 8, reportCount: Math.floor(length / 2) },
        { reportSize: 4, reportCount: 2 * Math.ceil(length / 2) },
      ],
    }));
    this.collections = [{ usagePage, usage: 5, outputReports }];
  }

  async open(): Promise<void> {
    if (this.#stalled) await new Promise<void>((resolve) => this.#stalled?.push(resolve));
    const why = this.isPresent ? this.refusal : "Failed to open the device.";
    if (why !== undefined) throw new DOMException(why, "NotAllowedError");
    if (this.isOpen) throw new DOMException("The device is already open.", "InvalidStateError");
    this.isOpen = true;
  }

  async close(): Promise<void> {
    this.isOpen = false;
  }

  async sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void> {
    await Promise.resolve();
    if (!this.isOpen || !this.isPresent)
      throw new DOMException("The device must be opened first.", "InvalidStateError");
    if (this.#held) await new Promise<void>((_, reject) => this.#held?.push(reject));
    this.written.push(Uint8Array.of(reportId, ...data));
  }

  addEventListener(_type: "inputreport", listener: ReportListener): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: "inputreport", listener: ReportListener): void {
    this.#listeners.delete(listener);
  }

  /** Input reports come as a view into something larger. */
  send(reportId: number, ...bytes: number[]): void {
    const { buffer } = Uint8Array.of(0xee, ...bytes, 0xee);
    if (!this.isOpen) return;
    for (const listener of [...this.#listeners]) listener({ reportId, data: new DataView(buffer, 1, bytes.length) });
  }

  vanish(): void {
    this.isPresent = false;
    this.isOpen = false;
    for (const reject of this.#held?.splice(0) ?? [])
      reject(new DOMException("The device was lost.", "NotAllowedError"));
    this.unstall();
    this.onChange("disconnect");
  }

  appear(): void {
    this.isPresent = true;
    this.onChange("connect");
  }

  stall(): void {
    this.#stalled ??= [];
  }

  unstall(): void {
    const waiting = this.#stalled ?? [];
    this.#stalled = undefined;
    for (const settle of waiting) settle();
  }

  holdWrites(): void {
    this.#held = [];
  }
}
