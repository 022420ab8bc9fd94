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

/** A device on USB, by the numbers that it gives for itself. `hid` for those that are human interface devices. */
export interface UsbAdvertisement {
  readonly kind: "hid" | "usb";
  readonly id: HardwareId;
  readonly vendor: number;
  readonly product: number;
  /** The product string. */
  readonly name?: string;
}

/**
 * A device that says its name itself: to the WebSocket server for devices, as a gamepad, or in the Lovense Connect app; or
 * one on the network that its owner named.
 */
export interface NamedAdvertisement {
  readonly kind: "websocket" | "xinput" | "lovense-connect" | "network";
  readonly id: HardwareId;
  readonly name: string;
}

/** Hardware that a manager found. */
export type Advertisement = BluetoothAdvertisement | SerialAdvertisement | UsbAdvertisement | NamedAdvertisement;

/** Numbers that USB gives to makers and their products. */
export interface UsbPair {
  readonly vendor: number;
  readonly product: number;
}

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
  /** Absent: nothing is of interest. */
  readonly hid?: readonly UsbPair[];
  readonly usb?: readonly UsbPair[];
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
  /** Absent: 115200 baud, 8 data bits, no parity, 1 stop bit. */
  readonly line?: SerialLine;
  /** Absent: both. */
  readonly endpoints?: readonly ("tx" | "rx")[];
}

/**
 * A protocol on a bus that is one pipe. What is written to `tx` goes out as it is, what comes in is notified or read at `rx`:
 * a report with its id in front on `hid`, a frame on `websocket`, both motors' speeds on `xinput`, a request's path on
 * `lovense-connect`, lines on `network`. On `usb` what is written to `command` is a control transfer: the eight bytes of its set-up, then data.
 */
export interface PipePlan {
  readonly kind: "hid" | "usb" | "websocket" | "xinput" | "lovense-connect" | "network";
  /** The protocol that this plan is for. */
  readonly protocol: string;
  readonly endpoints: readonly Endpoint[];
}

/** One way to map a protocol's endpoints onto hardware. */
export type EndpointPlan = BluetoothPlan | SerialPlan | PipePlan;

/** Every kind of bus that a plan can be for. */
export const planKinds = [
  "bluetooth",
  "serial",
  "hid",
  "usb",
  "websocket",
  "xinput",
  "lovense-connect",
  "network",
] as const;
