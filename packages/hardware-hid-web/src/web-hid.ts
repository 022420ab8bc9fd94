/** What this package uses of WebHID (https://wicg.github.io/webhid/), so that users need no types of it. */
export interface WebHid {
  getDevices(): Promise<readonly WebHidDevice[]>;
  requestDevice(options: {
    readonly filters: { readonly vendorId: number; readonly productId: number }[];
  }): Promise<readonly WebHidDevice[]>;
  addEventListener(type: "connect" | "disconnect", listener: (event: { readonly device: WebHidDevice }) => void): void;
  removeEventListener(
    type: "connect" | "disconnect",
    listener: (event: { readonly device: WebHidDevice }) => void,
  ): void;
}

/** One interface of a device. */
export interface WebHidDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  /** The outermost ones, which also list the reports of those within. */
  readonly collections: readonly WebHidCollection[];
  open(): Promise<void>;
  close(): Promise<void>;
  sendReport(reportId: number, data: Uint8Array<ArrayBuffer>): Promise<void>;
  addEventListener(type: "inputreport", listener: (event: WebHidReportEvent) => void): void;
  removeEventListener(type: "inputreport", listener: (event: WebHidReportEvent) => void): void;
}

export interface WebHidReportEvent {
  /** 0 if the device does not number its reports. */
  readonly reportId: number;
  readonly data: DataView;
}

export interface WebHidCollection {
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
  readonly outputReports?: readonly WebHidReport[] | undefined;
}

export interface WebHidReport {
  readonly reportId?: number | undefined;
  readonly items?:
    | readonly {
        /** In bits. */
        readonly reportSize?: number | undefined;
        readonly reportCount?: number | undefined;
      }[]
    | undefined;
}
