import type { Endpoint } from "./endpoint.js";

/** A manager's own name for a piece of hardware, stable across connections, such as a Bluetooth address. */
export type HardwareId = string;

/** Company-specific bytes of a Bluetooth advertisement. */
export interface ManufacturerData {
  /** Company id as the Bluetooth SIG assigns them. */
  readonly company: number;
  readonly data: Uint8Array;
}

/** A Bluetooth Low Energy peripheral that can be connected to. */
export interface BluetoothAdvertisement {
  readonly kind: "bluetooth";
  readonly id: HardwareId;
  readonly name?: string;
  /** Lower-case 128-bit UUIDs. */
  readonly services: readonly string[];
  readonly manufacturerData: readonly ManufacturerData[];
}

/** A serial port that exists; what is at its other end it does not say. */
export interface SerialAdvertisement {
  readonly kind: "serial";
  readonly id: HardwareId;
  /** The system's name of the port, such as `COM3` or `/dev/ttyUSB0`. */
  readonly port: string;
  /** What the system calls the port for people. Identifies nothing. */
  readonly name?: string;
}

/** Hardware that a manager found. */
export type Advertisement = BluetoothAdvertisement | SerialAdvertisement;

/** What the device database would recognise, for buses that want to know before they look. */
export interface ScanFilters {
  readonly bluetooth: {
    readonly names: readonly string[];
    readonly namePrefixes: readonly string[];
    readonly services: readonly string[];
    readonly manufacturerData: readonly { readonly company: number; readonly prefix?: Uint8Array }[];
    /** Services that an application must declare up front to use them after connecting (Web Bluetooth). */
    readonly optionalServices: readonly string[];
  };
  /** Absent: no serial port is of interest. */
  readonly serial?: { readonly ports: readonly string[] };
}

/** A protocol's endpoints on Bluetooth Low Energy. UUIDs are lower-case and 128 bits long. */
export interface BluetoothPlan {
  readonly kind: "bluetooth";
  /** The protocol that this plan is for. */
  readonly protocol: string;
  /** Service UUID → endpoint name → characteristic UUID. */
  readonly services: Readonly<Record<string, { readonly [E in Endpoint]?: string }>>;
}

/** How the two ends of a serial line are set up. */
export interface SerialLine {
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
}

/** A protocol on a serial port. What is written to `tx` goes out as it is; what comes in is notified at `rx`, in pieces of any size. */
export interface SerialPlan {
  readonly kind: "serial";
  /** The protocol that this plan is for. */
  readonly protocol: string;
  /** Absent: whatever the port is set to. */
  readonly line?: SerialLine;
  /** Absent: both. */
  readonly endpoints?: readonly ("tx" | "rx")[];
}

/** One way to map a protocol's endpoints onto hardware. */
export type EndpointPlan = BluetoothPlan | SerialPlan;
