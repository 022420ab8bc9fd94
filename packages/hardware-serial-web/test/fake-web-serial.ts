import type { WebSerial, WebSerialLine, WebSerialPort, WebSerialScope } from "../src/index.js";

/** Errors as browsers give them. */
const domError = (name: string, text: string) => new DOMException(text, name);

/** `navigator.serial` of a browser that may use some cables. What goes through its ports goes through pseudo-terminals. */
export class FakeWebSerial implements WebSerial {
  readonly requests: unknown[] = [];
  /** What the user does when asked. Default: presses Escape. */
  answer: () => Promise<FakeWebSerialPort> = () =>
    Promise.reject(domError("NotFoundError", "No port selected by the user."));
  readonly #listeners = { connect: new Set<(event: Event) => void>(), disconnect: new Set<(event: Event) => void>() };
  readonly #granted = new Set<FakeWebSerialPort>();

  get scope(): WebSerialScope {
    return { isSecureContext: true, navigator: { serial: this } };
  }

  get listenerCount(): number {
    return this.#listeners.connect.size + this.#listeners.disconnect.size;
  }

  async getPorts(): Promise<readonly FakeWebSerialPort[]> {
    return [...this.#granted];
  }

  requestPort(options?: object): Promise<FakeWebSerialPort> {
    this.requests.push(options);
    return this.answer();
  }

  addEventListener(type: "connect" | "disconnect", listener: (event: Event) => void): void {
    this.#listeners[type].add(listener);
  }

  removeEventListener(type: "connect" | "disconnect", listener: (event: Event) => void): void {
    this.#listeners[type].delete(listener);
  }

  /** The page may use the port, for instance since an earlier visit. */
  grant(port: FakeWebSerialPort): void {
    this.#granted.add(port);
  }

  plugIn(port: FakeWebSerialPort): void {
    this.grant(port);
    this.#tell("connect", port);
  }

  unplug(port: FakeWebSerialPort): void {
    this.#granted.delete(port);
    port.lose();
    this.#tell("disconnect", port);
  }

  #tell(type: "connect" | "disconnect", port: FakeWebSerialPort): void {
    // Browsers dispatch these events at the port, from where they reach `navigator.serial`.
    for (const listener of this.#listeners[type]) listener({ target: port } as unknown as Event);
  }
}

/** What a port of the browser is wired to. */
export interface FarEnd {
  /** Rejects if there is nobody, or somebody else has the line. */
  connect(line: WebSerialLine): Promise<Wire>;
}

export interface Wire {
  /** Rejects when it is closed, or the far end is gone. */
  read(): Promise<Uint8Array>;
  write(data: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** A port as the browser has it: with its own streams, whatever it is wired to. */
export class FakeWebSerialPort implements WebSerialPort {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  readonly lines: WebSerialLine[] = [];
  readonly signals: unknown[] = [];
  openResult: () => Promise<void> = async () => {};
  readonly #farEnd: FarEnd;
  readonly #usb: readonly [number, number] | undefined;
  #wire: Wire | undefined;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  /** `usb`: vendor and product. */
  constructor(farEnd: FarEnd, usb?: readonly [number, number]) {
    this.#farEnd = farEnd;
    this.#usb = usb;
  }

  get isOpen(): boolean {
    return this.#wire !== undefined;
  }

  getInfo() {
    const [usbVendorId, usbProductId] = this.#usb ?? [];
    return { usbVendorId, usbProductId };
  }

  async open(line: WebSerialLine): Promise<void> {
    this.lines.push(line);
    if (this.#wire) throw domError("InvalidStateError", "The port is already open.");
    await this.openResult();
    const wire = await this.#farEnd.connect(line).catch(() => {
      throw domError("NetworkError", "Failed to open serial port.");
    });
    this.#wire = wire;
    this.readable = this.#newReadable();
    this.writable = new WritableStream({ write: (data) => wire.write(data) });
    this.#pump(wire).catch(() => {}); // Until the port is closed or gone.
  }

  async setSignals(signals: object): Promise<void> {
    this.signals.push(signals);
    throw domError("NetworkError", "Failed to set control signals.");
  }

  async close(): Promise<void> {
    if (!this.#wire) throw domError("InvalidStateError", "The port is already closed.");
    if (this.readable?.locked || this.writable?.locked) throw new TypeError("Cannot cancel a locked stream");
    const wire = this.#wire;
    this.#wire = undefined;
    this.readable = null;
    this.writable = null;
    await wire.close();
  }

  /** Bytes came in damaged: the stream ends, and the port has a new one. */
  hiccup(): void {
    const before = this.#controller;
    this.readable = this.#newReadable();
    before?.error(domError("ParityError", "The device sent a byte with a wrong parity."));
  }

  lose(): void {
    this.readable = null;
    this.#controller?.error(domError("NetworkError", "The device has been lost."));
  }

  #newReadable(): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start: (controller) => {
        this.#controller = controller;
      },
    });
  }

  async #pump(wire: Wire): Promise<void> {
    for (;;) {
      const data = await wire.read();
      this.#controller?.enqueue(data);
    }
  }
}
