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

/** Hardware that a manager found. */
export type Advertisement = BluetoothAdvertisement;

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
}

/** One way to map a protocol's endpoints onto hardware. UUIDs are lower-case and 128 bits long. */
export interface EndpointPlan {
  readonly kind: Advertisement["kind"];
  /** The protocol that this plan is for. */
  readonly protocol: string;
  /** Service UUID → endpoint name → characteristic UUID. */
  readonly services: Readonly<Record<string, { readonly [E in Endpoint]?: string }>>;
}
