import { importNative } from "@buttplug-ts/hardware-kit";
import { listWhenChanged } from "./list-when-changed.js";

/** A port as the system lists it. */
export interface SerialListing {
  /** What it is opened by. */
  readonly path: string;
  /** What Windows calls it for people. */
  readonly friendlyName?: string | undefined;
  readonly manufacturer?: string | undefined;
}

/** How a port is opened: without flow control, and locked against other programs. */
export interface SerialOpenOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
}

/** An open port. What is under way when it is closed rejects. */
export interface SerialHandle {
  /** Settles when something came in. */
  read(buffer: Uint8Array, offset: number, length: number): Promise<{ readonly bytesRead: number }>;
  /** Settles when the system has all bytes. One at a time. */
  write(data: Uint8Array): Promise<void>;
  /** Settles when the bytes are on the line. Until then it takes one of the few threads of the process. */
  drain(): Promise<void>;
  /** Drops what is not on the line yet. */
  flush(): Promise<void>;
  set(signals: { readonly dtr: boolean; readonly rts: boolean; readonly brk: false }): Promise<void>;
  close(): Promise<void>;
}

/** What is needed of the library: a binding of the package `serialport`. Tests have their own. */
export interface SerialBinding {
  list(): Promise<readonly SerialListing[]>;
  open(options: SerialOpenOptions): Promise<SerialHandle>;
}

/** @throws ButtplugError `hardware/unavailable` */
export async function loadSerialBinding(manager: string): Promise<SerialBinding> {
  const { SerialPort } = await importNative(manager, "serialport", () => import("serialport"));
  const { binding } = SerialPort;
  const list = () => binding.list();
  return {
    list: process.platform === "linux" ? listWhenChanged(list) : list,
    open: (options) => binding.open(options),
  };
}
