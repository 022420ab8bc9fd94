/** A human interface device, as node-hid lists it. */
export interface HidListing {
  readonly vendorId: number;
  readonly productId: number;
  /** What it is opened by. Absent: it cannot be opened. */
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly product?: string | undefined;
  readonly interface: number;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** An open human interface device of node-hid. */
export interface HidHandle {
  on(event: "data", listener: (report: Uint8Array) => void): unknown;
  on(event: "error", listener: (error: unknown) => void): unknown;
  /** One report with its id in front, 0 where the device has none. */
  write(report: number[]): Promise<number>;
  close(): Promise<void>;
}

/** What buses need of node-hid: `importNative(name, "node-hid", () => import("node-hid"))` gives one. Tests have their own. */
export interface HidBinding {
  devicesAsync(): Promise<readonly HidListing[]>;
  readonly HIDAsync: { open(path: string, options?: { readonly nonExclusive?: boolean }): Promise<HidHandle> };
}
