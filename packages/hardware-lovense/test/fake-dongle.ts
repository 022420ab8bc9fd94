import { type Clock, utf8 } from "@buttplug-ts/core";
import type { HidBinding, HidHandle, HidListing } from "@buttplug-ts/hardware-kit";
import type { FakeToy } from "./fake-toy.js";

/** Times of the firmware; the first is of the fact sheet, the others are guessed. */
const lockUpMs = 250;
const foundAfterMs = 20;
const foundAgainMs = 500;
const searchMs = 3_000;
const connectMs = 30;
const answerMs = 2;

const keys = ["type", "func", "id", "cmd", "eager"];

interface Request {
  readonly type?: string;
  readonly func?: string;
  readonly id?: string;
  readonly cmd?: string;
}

interface FakeHandle extends HidHandle {
  readonly data: ((report: Uint8Array) => void)[];
  readonly errors: ((error: unknown) => void)[];
}

/** A Lovense dongle in the place of node-hid: what firmware does, as far as the fact sheet (_transports J) tells. */
export class FakeDongle implements HidBinding {
  /** Whole requests in their order, as compact JSON. */
  readonly requests: string[] = [];
  /** What was sent to it that the firmware would not take. */
  readonly complaints: string[] = [];
  isLockedUp = false;
  connected: FakeToy | undefined;
  /** What goes wrong from now on. */
  fault: "list" | "list-hangs" | "open" | "open-hangs" | "write" | "write-hangs" | "close-hangs" | undefined;
  lists = 0;
  /** Whether reading tells nothing of it when it is plugged out. */
  isMute = false;
  readonly HIDAsync: HidBinding["HIDAsync"] = { open: (path) => this.#open(path) };
  readonly #clock: Clock;
  readonly #toys: readonly FakeToy[];
  readonly #handles = new Set<FakeHandle>();
  #isPlugged = true;
  #incoming: number[] = [];
  #askedAtMs: number | undefined;
  #isAnswered = false;
  #endSearch: () => void = () => {};

  constructor(clock: Clock, toys: readonly FakeToy[]) {
    this.#clock = clock;
    this.#toys = toys;
    for (const toy of toys) toy.onSwitchedOff = () => this.#switchedOff(toy);
    for (const toy of toys) toy.onSays = (text) => this.#toyData(toy, text);
  }

  get openHandles(): number {
    return this.#handles.size;
  }

  async devicesAsync(): Promise<readonly HidListing[]> {
    this.lists += 1;
    if (this.fault === "list-hangs") await new Promise(() => {});
    if (this.fault === "list") throw new TypeError("no such subsystem");
    const mouse = { vendorId: 0x046d, productId: 0xc077, path: "/dev/hidraw0", interface: 0 };
    const dongle = { vendorId: 0x1915, productId: 0x520a, path: "/dev/hidraw1", interface: 0 };
    return this.#isPlugged ? [mouse, dongle] : [mouse];
  }

  unplug(): void {
    this.#isPlugged = false;
    this.connected = undefined;
    const broken = this.isMute ? [] : [...this.#handles];
    this.forgetHandles();
    this.#endSearch();
    for (const { errors } of broken) for (const tell of errors) tell(new TypeError("could not read from device"));
  }

  forgetHandles(): void {
    this.#handles.clear();
  }

  plug(): void {
    this.#isPlugged = true;
    this.isLockedUp = false;
  }

  say(answer: object): void {
    this.sayRaw(`${JSON.stringify(answer)}\r\n`);
  }

  /** Text as it is, in as many reports as it needs, each with a last byte that means nothing. */
  sayRaw(text: string): void {
    const bytes = utf8(text);
    for (let at = 0; at < bytes.length; at += 63) {
      const report = new Uint8Array(64);
      report.set(bytes.subarray(at, at + 63));
      report[63] = 0x7b;
      for (const { data } of this.#handles) for (const tell of data) tell(report);
    }
  }

  async #open(path: string): Promise<HidHandle> {
    if (this.fault === "open-hangs") await new Promise<void>((resolve) => this.#clock.after(10_000, resolve));
    if (this.fault === "open") throw new TypeError("cannot open device");
    if (path !== "/dev/hidraw1" || !this.#isPlugged) throw new TypeError("no such device");
    this.#incoming = [];
    this.#askedAtMs = undefined;
    const data: ((report: Uint8Array) => void)[] = [];
    const errors: ((error: unknown) => void)[] = [];
    const handle: FakeHandle = {
      data,
      errors,
      on: (event: "data" | "error", listener: (value: never) => void) =>
        (event === "data" ? data : errors).push(listener as () => void),
      write: (report) => this.#write(handle, report),
      close: async () => {
        if (this.fault === "close-hangs") await new Promise(() => {});
        this.#handles.delete(handle);
      },
    };
    this.#handles.add(handle);
    return handle;
  }

  async #write(handle: FakeHandle, report: readonly number[]): Promise<number> {
    if (this.fault === "write-hangs") await new Promise(() => {});
    if (this.fault === "write" || !this.#handles.has(handle)) throw new TypeError("could not write to device");
    if (report.length !== 65 || report[0] !== 0 || report[64] !== 0) this.complaints.push(`report ${report}`);
    this.#incoming.push(...report.slice(1).filter((byte) => byte !== 0));
    const text = new TextDecoder().decode(Uint8Array.from(this.#incoming));
    if (!text.includes("\n")) return report.length;
    this.#incoming = [];
    if (!text.endsWith("}\r\n")) this.complaints.push(`line ${text}`);
    this.requests.push(text.trim());
    const request = JSON.parse(text) as Request;
    const order = Object.keys(request).map((key) => keys.indexOf(key));
    if (order.some((at, index) => at <= (order[index - 1] ?? -1))) this.complaints.push(`order of keys ${text}`);
    if (this.#isTooEarly(request)) this.isLockedUp = true;
    if (!this.isLockedUp) this.#soon(answerMs, () => this.#obey(request));
    return report.length;
  }

  /** Nothing but the question for the state may be sent before its answer, or before some time has passed. */
  #isTooEarly({ func }: Request): boolean {
    const now = this.#clock.now();
    if (this.#askedAtMs !== undefined) return !this.#isAnswered && now - this.#askedAtMs < lockUpMs;
    this.#askedAtMs = now;
    this.#isAnswered = false;
    return func !== "statuss";
  }

  #obey({ type, func, id, cmd = "" }: Request): void {
    if (func === "statuss" && this.connected) {
      this.#isAnswered = true;
      this.#status(this.connected, 202);
    } else if (type === "toy" && func === "search") this.#search();
    else if (type === "usb" && func === "stopSearch") {
      this.say({ type: "usb", func: "stopSearch", result: 200 });
      this.#endSearch();
    } else if (type === "toy" && func === "command") this.#command(id, cmd);
    else if (func !== "statuss") this.complaints.push(`unknown ${type} ${func}`);
  }

  #search(): void {
    this.#endSearch();
    let isOver = false;
    this.#endSearch = () => {
      if (!isOver) this.say({ type: "usb", func: "search", result: 206 });
      isOver = true;
    };
    const look = () => {
      if (isOver) return;
      const found = this.#toys.find((toy) => toy.isOn && toy !== this.connected);
      if (found) this.say({ type: "toy", func: "toyData", data: { id: found.id } });
      this.#clock.after(foundAgainMs, look);
    };
    this.say({ type: "usb", func: "search", result: 205 });
    this.#clock.after(foundAfterMs, look);
    this.#clock.after(searchMs, this.#endSearch);
  }

  #command(id: string | undefined, cmd: string): void {
    const toy = this.#toys.find((each) => each.id === id);
    if (!toy) return this.say({ type: "toy", func: "error", id, result: 404 });
    if (toy === this.connected) return this.#forward(toy, cmd);
    this.#status(toy, 201);
    if (toy.isStalled) return;
    this.#soon(connectMs, () => {
      if (!toy.isOn || this.connected) return this.#status(toy, 402);
      this.connected = toy;
      this.#status(toy, 202);
      this.#forward(toy, cmd);
    });
  }

  #forward(toy: FakeToy, cmd: string): void {
    this.say({ type: "toy", func: "command", result: 200 });
    toy.obey(cmd);
  }

  #switchedOff(toy: FakeToy): void {
    if (this.connected !== toy) return;
    this.connected = undefined;
    this.#status(toy, 403);
  }

  #toyData({ id }: FakeToy, data: string): void {
    if (this.connected?.id === id) this.say({ type: "toy", func: "toyData", data: { id, data } });
  }

  #status({ id }: FakeToy, status: number): void {
    this.say({ type: "toy", func: "status", data: { id, status } });
  }

  #soon(delayMs: number, then: () => void): void {
    this.#clock.after(delayMs, () => {
      if (this.#isPlugged && !this.isLockedUp) then();
    });
  }
}
