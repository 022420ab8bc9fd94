/** What this package uses of Web Serial (https://wicg.github.io/serial/), so that users need no types of it. */
export interface WebSerial {
  /** The ports that the page may use and that are there. */
  getPorts(): Promise<readonly WebSerialPort[]>;
  requestPort(options?: { readonly filters: WebSerialFilter[] }): Promise<WebSerialPort>;
  /** `target` of the event is the port. */
  addEventListener(type: "connect" | "disconnect", listener: (event: Event) => void): void;
  removeEventListener(type: "connect" | "disconnect", listener: (event: Event) => void): void;
}

/** Which ports the browser offers. */
export interface WebSerialFilter {
  readonly usbVendorId?: number;
  readonly usbProductId?: number;
  readonly bluetoothServiceClassId?: number | string;
}

export interface WebSerialPort {
  /** Null while the port is closed, and when it is gone. A new one after an error that the port survives. */
  readonly readable: ReadableStream<Uint8Array> | null;
  readonly writable: WritableStream<Uint8Array> | null;
  getInfo(): {
    readonly usbVendorId?: number | undefined;
    readonly usbProductId?: number | undefined;
    readonly bluetoothServiceClassId?: number | string | undefined;
  };
  open(options: WebSerialLine): Promise<void>;
  setSignals(signals: { readonly dataTerminalReady: boolean; readonly requestToSend: boolean }): Promise<void>;
  /** Rejects while somebody reads or writes. */
  close(): Promise<void>;
}

export interface WebSerialLine {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
  readonly flowControl: "none";
  readonly bufferSize: number;
}
